import type { Clock } from '@outrigger/cluster';
import type { EventBatch } from './create-observer.ts';

/** How much one source may say of one namespace. */
export interface SourceLimit {
  /** Changes of Events at once … */
  readonly burst: number;
  /** … and then so many in a second. */
  readonly perSecond: number;
  /** So many changes wait in memory; more are left where they are, and reading pauses. */
  readonly mostWaiting?: number;
}

/** Token buckets by source and namespace: who says too much waits, and nobody waits for him. They delay and count; nothing is dropped. */
export interface SourceLimiter {
  /** The batches of a source without those changes that have to wait, and these when it is their turn. */
  readonly limit: (
    source: AsyncIterable<EventBatch> | Iterable<EventBatch>,
    options: LimitOptions,
  ) => AsyncIterable<EventBatch>;
  /** How many changes have had to wait so far. */
  readonly delayed: () => number;
  /** How many wait now. */
  readonly waiting: () => number;
}

/** By whose time, and from where. */
export interface LimitOptions {
  readonly clock: Clock;
  /** Up to which version everything was stored before; see `SavedObserver`. */
  readonly resourceVersion?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * All buckets are full at first. As long as a change waits, batches say the version before it: whoever begins anew reads it again, and
 * what was stored meanwhile is known to the ledger. What a list brings does not wait: it is what is there, and not how fast it is said.
 */
export function createSourceLimiter(limit: SourceLimit): SourceLimiter {
  const { mostWaiting = MOST_WAITING } = limit;
  const lanes = createLanes(limit);

  async function* limited(
    source: AsyncIterable<EventBatch> | Iterable<EventBatch>,
    { clock, resourceVersion, signal }: LimitOptions,
  ): AsyncGenerator<EventBatch> {
    const batches = iteratorOf(source);
    let newest = resourceVersion;
    let whole = resourceVersion;
    const sent = (batch: EventBatch): EventBatch => {
      if (lanes.waiting() === 0) whole = newest;
      return { ...batch, resourceVersion: whole };
    };
    let next = batches.next();
    try {
      while (!signal.aborted) {
        const wait = lanes.nextTurnIn(clock.now());
        const isFull = lanes.waiting() >= mostWaiting;
        const heard = wait === undefined ? await next : await within(wait, isFull ? undefined : next, clock, signal);
        if (heard?.done && lanes.waiting() === 0) return;
        if (heard === undefined || heard.done) {
          if (heard?.done && wait !== undefined) await clock.delay(wait, signal);
          const changes = lanes.release(clock.now());
          if (changes.length > 0) yield sent({ changes, at: clock.now(), resourceVersion: undefined, isListed: false });
          continue;
        }
        const { value: batch } = heard;
        const now = clock.now();
        newest = batch.isTick ? newest : batch.resourceVersion;
        const changes = batch.isListed ? batch.changes : [...lanes.release(now), ...lanes.admit(batch.changes, now)];
        yield sent({ ...batch, changes });
        // Not before that was taken: who is slow stops the reading.
        next = batches.next();
      }
    } finally {
      // It may be waiting for what never comes, and ends by its own signal.
      next.catch(() => {});
      await batches.return?.();
    }
  }

  return { limit: limited, delayed: lanes.delayed, waiting: lanes.waiting };
}

type Changes = EventBatch['changes'];

/** One bucket and one queue for each source and namespace. */
interface Lanes {
  /** Those that need not wait. */
  readonly admit: (changes: Changes, now: number) => Changes;
  /** Those whose turn it is, in the order in which they came. */
  readonly release: (now: number) => Changes;
  /** In ms; undefined when nobody waits. */
  readonly nextTurnIn: (now: number) => number | undefined;
  readonly delayed: () => number;
  readonly waiting: () => number;
}

function createLanes({ burst, perSecond }: SourceLimit): Lanes {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const queues = new Map<string, Changes[number][]>();
  let delayed = 0;
  let waiting = 0;
  const refill = (key: string, now: number) => {
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    buckets.set(key, bucket);
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    return bucket;
  };
  const forgetFull = (now: number) => {
    if (buckets.size <= LOOK_EVERY) return;
    for (const key of buckets.keys()) if (refill(key, now).tokens >= burst) buckets.delete(key);
  };

  return {
    admit(changes, now) {
      const passing = changes.filter((change) => {
        const key = laneOf(change.object);
        const queue = queues.get(key);
        const bucket = refill(key, now);
        if (queue === undefined && bucket.tokens >= 1) {
          bucket.tokens--;
          return true;
        }
        if (queue === undefined) queues.set(key, [change]);
        else queue.push(change);
        delayed++;
        waiting++;
        return false;
      });
      forgetFull(now);
      return passing;
    },
    release(now) {
      const released: Changes[number][] = [];
      for (const [key, queue] of queues) {
        const bucket = refill(key, now);
        const taken = queue.splice(0, Math.floor(bucket.tokens + ROUNDING));
        bucket.tokens -= taken.length;
        released.push(...taken);
        if (queue.length === 0) queues.delete(key);
      }
      waiting -= released.length;
      return released;
    },
    nextTurnIn(now) {
      let soonest: number | undefined;
      for (const [key, queue] of queues) {
        const wanted = Math.max(1, Math.min(queue.length, burst, (perSecond * TOGETHER_MS) / 1000));
        const wait = ((wanted - refill(key, now).tokens) / perSecond) * 1000;
        soonest = Math.min(soonest ?? wait, wait);
      }
      return soonest === undefined ? undefined : Math.max(1, soonest);
    },
    delayed: () => delayed,
    waiting: () => waiting,
  };
}

/** The next batch, or nothing when it is not there in time. */
async function within<T>(
  ms: number,
  next: Promise<T> | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<T | undefined> {
  const over = new AbortController();
  const isTime = clock.delay(ms, AbortSignal.any([over.signal, signal])).then(() => undefined);
  try {
    return await (next === undefined ? isTime : Promise.race([next, isTime]));
  } finally {
    over.abort();
  }
}

function iteratorOf(source: AsyncIterable<EventBatch> | Iterable<EventBatch>): AsyncIterator<EventBatch> {
  if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  const batches = source[Symbol.iterator]();
  return {
    next: async () => batches.next(),
    return: async () => batches.return?.() ?? { done: true, value: undefined },
  };
}

/** Who speaks, and of which namespace, whichever API it came by; what is no Event speaks for itself. */
function laneOf(object: unknown): string {
  const { source, deprecatedSource, reportingComponent, reportingController, metadata } = (object ??
    {}) as Partial<Spoken>;
  const component = source?.component || deprecatedSource?.component || reportingComponent || reportingController;
  return `${component ?? ''}/${metadata?.namespace ?? ''}`;
}

/** Of both APIs' Events, what says by whom they are; anything else may stand there, too. */
interface Spoken {
  readonly source: { readonly component?: unknown } | null;
  readonly deprecatedSource: { readonly component?: unknown } | null;
  readonly reportingComponent: unknown;
  readonly reportingController: unknown;
  readonly metadata: { readonly namespace?: unknown } | null;
}

/** Some 2 kB each. */
const MOST_WAITING = 10_000;
/** Those whose turn comes close together go together. */
const TOGETHER_MS = 50;
/** Times are not exact. */
const ROUNDING = 1e-6;
/** Buckets that are not full; a full one is like one that was never there. */
const LOOK_EVERY = 10_000;
