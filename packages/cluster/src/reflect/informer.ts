import type { Change } from './change.ts';
import type { ReflectorMetrics } from './metrics.ts';
import { createObjectStore, type IndexOf, type ObjectStore } from './object-store.ts';
import { createReflector, type ReflectorOptions } from './reflector.ts';

/** Keeps the objects of a resource at hand, as new as the server tells of them. */
export interface Informer {
  readonly store: ObjectStore;
  /** Settled when all that was there at the start is in the store; never, when it has ended before. */
  readonly complete: Promise<void>;
  /**
   * Hears of every change after it is in the store. Whoever comes later hears first of all that is there, as ADDED. Gives a way
   * to stop.
   */
  readonly subscribe: (hear: (change: Change) => void) => () => void;
  readonly metrics: () => ReflectorMetrics;
}

/** What is kept at hand, and how it is found. */
export interface InformerOptions extends Omit<ReflectorOptions, 'checkpoint' | 'keepsObjects'> {
  readonly indexes?: Readonly<Record<string, IndexOf>>;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Hears of an error that is a bug; without it such an error is nobody's and ends the process. */
  readonly onBug?: (error: unknown) => void;
}

/** Starts one. */
export function startInformer({ indexes, signal, onBug, ...options }: InformerOptions): Informer {
  const store = createObjectStore(indexes);
  const reflector = createReflector({ ...options, keepsObjects: true });
  const hearers = new Set<(change: Change) => void>();
  const { promise: complete, resolve: isComplete } = Promise.withResolvers<void>();

  async function follow(): Promise<void> {
    for await (const batch of reflector.batches(signal)) {
      for (const change of batch.changes) {
        store.apply(change);
        // A copy: who comes while this is told has heard of it from the store.
        for (const hear of [...hearers]) hear(change);
      }
      if (batch.isComplete) isComplete();
    }
  }
  const following = follow();
  if (onBug !== undefined) following.catch(onBug);

  return {
    store,
    complete,
    subscribe(hear) {
      for (const object of store.all()) hear({ type: 'ADDED', object });
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    metrics: reflector.metrics,
  };
}
