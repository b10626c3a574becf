import { readFile } from 'node:fs/promises';
import type { PickerChange, TakeChange } from '@outrigger/inference';

/** A file that may change while the picker runs. */
export interface ChangingFile {
  readonly by: Parameters<TakeChange>[0];
  /** The file itself, and whatever else it is made of. */
  readonly paths: () => readonly string[];
  /** What it says now; undefined after it was told what is wrong with it. */
  readonly read: () => Promise<PickerChange | undefined>;
}

/** What following needs. */
export interface FollowWorld {
  readonly every: (ms: number, what: () => void) => () => void;
  /** For people. */
  readonly say: (text: string) => void;
}

/**
 * Looks at files again and again, as a ConfigMap is brought to a pod, and as editors write. A change that can be taken is, whole; of one that
 * cannot be it is told why, and what was said before stays in force. The answer ends that.
 */
export function followChanges(
  files: readonly ChangingFile[],
  take: TakeChange,
  { every, say }: FollowWorld,
): () => void {
  const looks = files.map((file) => lookAt(file, take, say));
  let isLooking = false;
  return every(LOOK_MS, () => {
    if (isLooking) return;
    isLooking = true;
    void Promise.all(looks.map((look) => look())).finally(() => {
      isLooking = false;
    });
  });
}

function lookAt({ by, paths, read }: ChangingFile, take: TakeChange, say: (text: string) => void): () => Promise<void> {
  // What it said when it was read for the first time.
  let inForce = textsOf(paths());
  let seen = inForce;
  return async () => {
    const before = await seen;
    const looked = paths();
    seen = textsOf(looked);
    const now = await seen;
    // What is being written may be read by halves: only what two looks find alike has been written.
    if (now === (await inForce) || now !== before) return;
    const [path] = looked;
    // A module of the user's own may throw anything: the picker goes on.
    const change = await read().catch((error: unknown) => {
      say(`${error instanceof Error ? error.message : error}\n`);
      return undefined;
    });
    take(by, change);
    // It may name other modules now. Else what was written while it was read is another change.
    if (paths().join('\n') !== looked.join('\n')) seen = textsOf(paths());
    inForce = seen;
    say(
      change ? `${path} has changed, and is in force\n` : `${path} has changed: what it said before stays in force\n`,
    );
  };
}

/** The kubelet itself takes up to a minute to bring a new ConfigMap. */
const LOOK_MS = 500;

/** One text for all of them; what cannot be read is told apart by its error. */
async function textsOf(paths: readonly string[]): Promise<string> {
  const texts = await Promise.all(
    paths.map((path) => readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => ({ code: error.code }))),
  );
  return JSON.stringify(texts);
}
