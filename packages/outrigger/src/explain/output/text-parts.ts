import { ANSI, type Paint, PLAIN, type Scenario, story, storyLines, type Timeline } from '@outrigger/pod';
import { printable } from '../../world/printable.ts';
import { usesColor, widthOf } from '../../world/style.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { ExplainFlags } from '../explain-flags.ts';

/** How text is set. */
export interface TextStyle {
  readonly width: number;
  readonly paint: Paint;
  readonly ascii: boolean;
  readonly headers: boolean;
}

/** The style that flags and surroundings ask for. */
export function textStyle({ color, width, headers }: ExplainFlags, { stdout, env }: Surroundings): TextStyle {
  return {
    width: widthOf(width, env, stdout),
    paint: usesColor(color, env, stdout) ? ANSI : PLAIN,
    ascii: !isUnicode(env),
    headers,
  };
}

/** Parts as one text, an empty line between them; those without lines are left out. */
export function joined(parts: readonly (readonly string[])[], { paint }: TextStyle): string {
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`);
  return printable(texts.join('\n'), paint === ANSI);
}

/** A heading, unless none is wanted. */
export function titled(title: string, { paint, headers }: TextStyle): readonly string[] {
  return headers ? [paint('title', title)] : [];
}

/** The story of a life, line by line with its times. */
export function toldLines(timeline: Timeline, scenario: Scenario, style: TextStyle): readonly string[] {
  return storyLines(story(timeline, scenario), style);
}

/** A terminal whose locale is not UTF-8 gets ASCII. */
function isUnicode(env: Surroundings['env']): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return env.TERM !== 'linux' && (locale === undefined || locale === '' || /utf-?8/i.test(locale));
}
