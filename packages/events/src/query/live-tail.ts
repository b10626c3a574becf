import type { Observation } from '../observation.ts';
import type { EventFilter } from '../store/event-store.ts';
import { matchesFilter } from './matches-filter.ts';

/** Tells observations as they are stored to whoever listens. Nobody who is slow keeps the others waiting. */
export interface LiveTail {
  /** To be called after a batch is in the store, in the order of the batches. */
  readonly publish: (observations: readonly Observation[]) => void;
  /** What comes from now on; after an id, what has come since that one. Ends with the signal. */
  readonly follow: (filter: EventFilter, options: FollowOptions) => AsyncIterable<TailItem>;
  readonly listeners: () => number;
}

/** From where, and until when. */
export interface FollowOptions {
  readonly after?: string | undefined;
  readonly signal: AbortSignal;
}

/** An observation, or that some are missing: the listener was too slow, or the id is too old to go on from. */
export type TailItem =
  | { readonly type: 'event'; readonly id: string; readonly observation: Observation }
  | { readonly type: 'missed'; readonly id: string; readonly why: 'too-slow' | 'unknown-id' };

/** How much is remembered. */
export interface LiveTailOptions {
  /** Tells one run of the service from the next, so that ids of an earlier one are not taken for its own. */
  readonly run: string;
  /** For listeners that come back. */
  readonly remembered?: number;
  /** For each listener. */
  readonly waiting?: number;
}

/** Makes one. */
export function createLiveTail({ run, remembered = 10_000, waiting = 10_000 }: LiveTailOptions): LiveTail {
  /** Batches as they came: to put them together anew each time would copy thousands for every few. */
  const past: (readonly Observation[])[] = [];
  let first = 0;
  let next = 0;
  const listeners = new Set<(from: number, news: readonly Observation[]) => void>();
  const idOf = (place: number): string => `${run}-${place}`;

  /** The place behind an id; undefined when what follows it is not remembered any more. */
  function placeAfter(id: string): number | undefined {
    const [, given, digits = ''] = /^(.*)-(\d{1,15})$/.exec(id) ?? [];
    const place = Number(digits) + 1;
    return given === run && place <= next && place >= Math.max(first, next - remembered) ? place : undefined;
  }

  async function* follow(filter: EventFilter, { after, signal }: FollowOptions): AsyncGenerator<TailItem> {
    let queue: TailItem[] = [];
    let isSlow = false;
    let wake = () => {};
    const hear = (from: number, news: readonly Observation[]): void => {
      news.forEach((observation, i) => {
        if (!matchesFilter(filter, observation)) return;
        if (queue.length >= waiting) isSlow = true;
        else if (!isSlow) queue.push({ type: 'event', id: idOf(from + i), observation });
      });
      wake();
    };
    const place = after === undefined ? next : placeAfter(after);
    // What is remembered and what comes follow each other without a gap: nothing is awaited in between.
    if (place === undefined) queue.push({ type: 'missed', id: idOf(next - 1), why: 'unknown-id' });
    else hear(place, past.flat().slice(place - first));
    listeners.add(hear);
    const stop = () => wake();
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        const told = queue;
        queue = [];
        yield* told;
        if (isSlow && queue.length === 0) {
          isSlow = false;
          yield { type: 'missed', id: idOf(next - 1), why: 'too-slow' };
        }
        if (queue.length === 0 && !signal.aborted) {
          const { promise, resolve } = Promise.withResolvers<void>();
          wake = resolve;
          await promise;
        }
      }
    } finally {
      listeners.delete(hear);
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    publish(observations) {
      const from = next;
      next += observations.length;
      past.push(observations);
      for (let [oldest] = past; oldest !== undefined && next - first - oldest.length >= remembered; [oldest] = past) {
        first += oldest.length;
        past.shift();
      }
      for (const hear of [...listeners]) hear(from, observations);
    },
    follow,
    listeners: () => listeners.size,
  };
}
