import { isDeepStrictEqual } from 'node:util';
import type { StoreBatch } from './event-store.ts';

/** Another writer has gone on from the checkpoint that this one stands on: what it has in hand is not written. */
export class Superseded extends Error {
  override readonly name = 'Superseded';

  constructor(name: string) {
    super(`another writer has gone on from the checkpoint "${name}"`);
  }
}

/**
 * Throws a {@link Superseded} when a checkpoint is not as the batch expects it; to be asked in the batch's own transaction.
 *
 * @param read what is stored under a name; undefined or null where nothing is
 */
export function checkExpected({ expects = {} }: StoreBatch, read: (name: string) => unknown): void {
  for (const [name, expected] of Object.entries(expects)) {
    if (!isDeepStrictEqual(asStored(read(name)), asStored(expected))) throw new Superseded(name);
  }
}

/** JSON leaves out what is undefined, and has no other way to say that nothing is there. */
function asStored(value: unknown): unknown {
  return value === undefined || value === null ? null : JSON.parse(JSON.stringify(value));
}
