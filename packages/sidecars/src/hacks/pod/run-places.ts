import type { Path } from '@outrigger/manifest';
import type { Surroundings } from '../surroundings.ts';
import { type ContainerView, isObject, wordsOf } from '../view-pod.ts';

/** Something that a container runs: its own command line, or a hook's. */
export interface RunPlace {
  readonly place: Surroundings['place'];
  readonly words: readonly string[];
  /** Where each word is written. */
  readonly paths: readonly Path[];
  /** The word that is a shell script, for `sh -c script`. */
  readonly script: number | undefined;
  /** What to remove when nothing of it is left; undefined for the container's own command, which must stay. */
  readonly hook: Path | undefined;
}

/** Everything that a container runs, as far as the manifest tells. */
export function runPlaces({ container, path }: ContainerView): readonly RunPlace[] {
  const own = [...listPlace(container.command, [...path, 'command']), ...listPlace(container.args, [...path, 'args'])];
  const places = [runPlace('main', own, undefined)];
  for (const place of ['postStart', 'preStop'] as const) {
    const hook = container.lifecycle?.[place];
    if (!isObject(hook) || !isObject(hook.exec)) continue;
    const at = [...path, 'lifecycle', place];
    places.push(runPlace(place, listPlace(hook.exec.command, [...at, 'exec', 'command']), at));
  }
  return places.filter(({ words }) => words.length > 0);
}

interface PlacedWord {
  readonly word: string;
  readonly path: Path;
}

function listPlace(list: readonly string[] | undefined, path: Path): readonly PlacedWord[] {
  return wordsOf(list).map((word, index) => ({ word, path: [...path, index] }));
}

function runPlace(place: Surroundings['place'], placed: readonly PlacedWord[], hook: Path | undefined): RunPlace {
  const words = placed.map(({ word }) => word);
  return { place, words, paths: placed.map(({ path }) => path), script: scriptWord(words), hook };
}

/** `sh -c script`, also behind `tini --` and its like, and `sh -ec`, `bash -o pipefail -c`. */
function scriptWord(words: readonly string[]): number | undefined {
  const shell = words.findIndex((word) => /^(?:.*\/)?(?:ba|da|a|k)?sh$/.test(word));
  if (
    shell < 0 ||
    words.slice(0, shell).some((word) => !/^(?:(?:.*\/)?(?:tini|dumb-init|catatonit|env)|-.*)$/.test(word))
  )
    return undefined;
  const option = words.findIndex((word, index) => index > shell && /^-[a-z]*c$/.test(word));
  return option < 0 || option + 1 >= words.length ? undefined : option + 1;
}
