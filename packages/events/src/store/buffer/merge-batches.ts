import type { StoreBatch } from '../event-store.ts';

/** One batch that leaves behind what these leave behind one after the other; of checkpoints and incidents the newest. */
export function mergeBatches(batches: readonly StoreBatch[]): StoreBatch {
  const checkpoints: Record<string, unknown> = {};
  const expects: Record<string, unknown> = {};
  for (const batch of batches) {
    for (const [name, expected] of Object.entries(batch.expects ?? {})) {
      // What an earlier one of them writes need not be there before.
      if (!Object.hasOwn(checkpoints, name) && !Object.hasOwn(expects, name)) expects[name] = expected;
    }
    Object.assign(checkpoints, batch.checkpoints);
  }
  const incidents = new Map(batches.flatMap((batch) => batch.incidents ?? []).map((each) => [each.id, each]));
  return {
    observations: batches.flatMap(({ observations }) => observations),
    gaps: batches.flatMap(({ gaps = [] }) => gaps),
    incidents: [...incidents.values()],
    checkpoints,
    expects,
  };
}
