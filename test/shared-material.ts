import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'vitest';

/**
 * A suite that needs material kept beside the repository (recordings, corpora). Where the material is absent the suite
 * is skipped aloud; in CI (`CI` set) that is a failure, because a green run without the recordings proves nothing.
 */
export function describeWithShared(name: string, path: string, suite: (location: string) => void): void {
  const location = sharedMaterial(path);
  if (location !== undefined) {
    describe(name, () => suite(location));
    return;
  }
  const complaint = `SKIPPED ${name}: no ${sharedLocation(path)} (set OUTRIGGER_SHARED to the folder "shared")`;
  process.stderr.write(`${complaint}\n`);
  if (process.env.CI) {
    test(`${name} has its shared material`, () => {
      throw new Error(complaint);
    });
  } else {
    test.skip(name, () => {});
  }
}

/** Where `path` of the shared material lies, or undefined when it is not there. */
function sharedMaterial(path: string): string | undefined {
  const location = sharedLocation(path);
  return existsSync(location) ? location : undefined;
}

/** OUTRIGGER_SHARED, or the folder `shared` beside the clone. */
function sharedLocation(path: string): string {
  const root = process.env.OUTRIGGER_SHARED || resolve(import.meta.dirname, '../../shared');
  return resolve(root, path);
}
