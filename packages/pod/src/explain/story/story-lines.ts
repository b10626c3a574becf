import { type Paint, PLAIN } from '../terminal/paint.ts';
import { printable } from '../words/printable.ts';
import { sayDuration } from '../words/say-duration.ts';
import { wrap } from '../words/wrap.ts';
import type { Sentence } from './story.ts';

/** How a story is printed. */
export interface StoryLinesOptions {
  /** Columns of the terminal; no line is longer. */
  readonly width: number;
  /** Colours; none by default. */
  readonly paint?: Paint;
}

/** A story for the terminal: the time on the left, then what happened; `!` where something went wrong. */
export function storyLines(
  sentences: readonly Sentence[],
  { width, paint = PLAIN }: StoryLinesOptions,
): readonly string[] {
  const times = sentences.map(({ at }) => sayDuration(at));
  const column = Math.max(0, ...times.map((time) => time.length));
  const room = width - column - GAP;
  if (room < 1) return [];
  return sentences.flatMap(({ text, level }, i) =>
    wrap(printable(text), room).map((line, row) => {
      const time = paint('dim', (row === 0 ? (times[i] ?? '') : '').padStart(column));
      const sign = row === 0 && level === 'warning' ? paint('warning', '!') : ' ';
      return `${time} ${sign} ${line}`.trimEnd();
    }),
  );
}

/** A space, the sign, a space. */
const GAP = 3;
