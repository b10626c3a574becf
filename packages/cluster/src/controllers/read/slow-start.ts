import { type Failure, type Plan, type Settled, together } from '../plan.ts';

/**
 * Does the same thing many times: one, then two, then four at once …, and no more after a failure, so that what cannot succeed
 * is not tried a thousand times (slowStartBatch in pkg/controller/replicaset@1.36).
 */
export function* slowStart<T>(plans: readonly Plan<T>[], most: number = plans.length): Plan<Started<T>> {
  const settled: Settled<T>[] = [];
  for (let size = 1, at = 0; at < plans.length; at += size, size = Math.min(2 * size, most)) {
    settled.push(...(yield* together(plans.slice(at, at + size))));
    const failure = settled.find(({ error }) => error !== undefined)?.error;
    if (failure !== undefined) return { settled, failure };
    if (at + size >= plans.length) break;
  }
  return { settled, failure: undefined };
}

/** What came of it. Plans after a failure are not in `settled`. */
export interface Started<T> {
  readonly settled: readonly Settled<T>[];
  readonly failure: Failure | undefined;
}
