import type { Clock } from '@outrigger/cluster';
import type { Incident } from './incident.ts';
import type { Observation } from './observation.ts';
import type { EventBatch, Observer } from './observe/create-observer.ts';
import type { EventStore, StoreBatch } from './store/event-store.ts';
import { Superseded } from './store/superseded.ts';

/** A step between observing and storing; pure over a batch, whose order it keeps. */
export type Stage = (observations: readonly Observation[]) => readonly Observation[];

/** What a pipeline is composed of. */
export interface PipelineOptions {
  readonly source: AsyncIterable<EventBatch> | Iterable<EventBatch>;
  readonly observer: Observer;
  /** What was said beside Events since the last batch; see `createSynthesiser`. */
  readonly beside?: (at: number) => readonly Observation[];
  /** In this order: classify, enrich, template. */
  readonly stages?: readonly Stage[];
  /** What comes of observations beside themselves, when they were seen. */
  readonly correlate?: (observations: readonly Observation[], at: number) => Correlated;
  /** Checkpoints of what the stages have learned since this was asked last; stored with the rows. */
  readonly states?: () => Readonly<Record<string, unknown>>;
  readonly store: Pick<EventStore, 'store'>;
  readonly clock: Clock;
  readonly random?: () => number;
  /** Hears of a store that cannot be written to; the batch is tried again until it can. */
  readonly onTrouble?: (error: unknown, failures: number) => void;
  /** Hears of every batch that is durable. */
  readonly onStored?: (batch: StoreBatch) => void;
  /** Whether the next batch may be read and worked on while this one is stored; not unless said. It is stored after this one. */
  readonly mayGoAhead?: () => boolean;
  readonly signal: AbortSignal;
}

/** Observations that know their incident, and the incidents that have changed. */
export interface Correlated {
  readonly observations: readonly Observation[];
  readonly incidents: readonly Incident[];
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 30_000;

/**
 * From changes to rows, until the source ends or the signal does. One batch is stored at a time, in their order, together with how far it has
 * come; the next is read when this one is durable, or is worked on meanwhile where it may go ahead, and then waits for it. Thus a store
 * that is away stops the reading, and the order of an object's changes is kept. Throws a `Superseded` when the store has one, and what
 * the store throws is tried again.
 */
export async function runPipeline(options: PipelineOptions): Promise<void> {
  const { source, observer, beside, stages = [], correlate, states, onStored, mayGoAhead, signal } = options;
  /** Of the batch before: whether it is stored, with an error caught until somebody waits for it. */
  let before: Promise<boolean> = Promise.resolve(true);
  for await (const batch of source) {
    if (signal.aborted) break;
    const { observations: fromEvents, gaps, checkpoints } = observer.observe(batch);
    const seen = [...fromEvents, ...(beside?.(batch.at) ?? [])];
    const told = stages.reduce<readonly Observation[]>((observations, stage) => stage(observations), seen);
    const { observations, incidents } = correlate?.(told, batch.at) ?? { observations: told, incidents: [] };
    if (batch.isTick && observations.length + incidents.length === 0) continue;
    const whole = { observations, gaps, incidents, checkpoints: { ...checkpoints, ...states?.() } };
    if (!(await before)) return;
    before = storePatiently(whole, options).then((isStored) => {
      if (isStored) onStored?.(whole);
      return isStored;
    });
    before.catch(() => {});
    if (mayGoAhead?.() !== true && !(await before)) return;
  }
  await before;
}

/** Until it is stored, with longer and longer waits of a random part; false when it was ended before. */
async function storePatiently(
  batch: StoreBatch,
  { store, clock, random = Math.random, onTrouble, signal }: PipelineOptions,
): Promise<boolean> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      await store.store(batch);
      return true;
    } catch (error) {
      if (error instanceof Superseded) throw error;
      onTrouble?.(error, failures);
      const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 20));
      await clock.delay(longest * (0.5 + random() / 2), signal);
    }
  }
  return false;
}
