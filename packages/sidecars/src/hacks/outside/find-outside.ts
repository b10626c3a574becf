import { allEntries } from '../../catalog/all-entries.ts';
import type { ScriptSubject } from '../../subject/script-subject.ts';
import type { HackKind } from '../hack.ts';
import { findInScript } from '../script/find-in-script.ts';
import { wrappedCommand } from '../script/wrapped-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { dockerfileCommands, type ImageCommand } from './dockerfile-commands.ts';
import { outsidePod } from './outside-pod.ts';

/** A workaround in a script or an image, by offsets in the text. */
export interface FoundOutside {
  readonly kind: HackKind;
  /** The catalog entry that it is about; undefined where only a pod would tell. */
  readonly about: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** What a script or a Dockerfile does for want of an order between the containers of whatever pod will run it. */
export function findOutside({ language, text, entries = allEntries() }: ScriptSubject): readonly FoundOutside[] {
  const around = outsidePod(entries);
  if (language === 'shell') return findInScript(text, around).filter((found) => found.about || isEntrypoint(text));
  return dockerfileCommands(text).flatMap((command) => inImage(text, command, around));
}

/** Scripts of people and of CI wait for localhost, too; one that becomes another program is what a container runs. */
function isEntrypoint(script: string): boolean {
  return /(?:^|[;&|]|\bdo\b|\bthen\b|\belse\b)[ \t]*exec[ \t]/m.test(script);
}

function inImage(text: string, { start, end, words }: ImageCommand, around: Surroundings): readonly FoundOutside[] {
  if (!words) {
    return findInScript(text.slice(start, end), around).map((each) => ({
      ...each,
      start: each.start + start,
      end: each.end + start,
    }));
  }
  const script = /(?:^|\/)(?:ba|da|a)?sh$/.test(words[0] ?? '') && words[1]?.endsWith('c') ? words[2] : undefined;
  const wrapped = wrappedCommand(words, { around, functions: new Map(), startsOwn: false });
  const found = [...(script === undefined ? [] : findInScript(script, around)), ...(wrapped ? [wrapped] : [])];
  return found.map(({ kind, about }) => ({ kind, about, start, end }));
}
