import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Classification, Gap, Observation } from '../observation.ts';
import type { Waiting } from '../store/buffer/buffered-store.ts';

/**
 * What the service tells Prometheus of itself. No label has values by chance: clusters come from the configuration, categories,
 * severities and rules from the catalogue, and of the user's own rules so many as fit; the rest is `other`.
 */
export interface EventMetrics {
  /** Changes that came, how many of them told nothing new, and how many observations had to wait for their turn. */
  readonly received: (cluster: string, counts: ReceivedCounts) => void;
  /** What was stored; those whose occurrences were before the service came back are recovered. */
  readonly stored: (observations: readonly Observation[], facts: StoredFacts) => void;
  readonly lost: (gaps: readonly Gap[]) => void;
  readonly storeTook: (seconds: number) => void;
  readonly storeFailed: () => void;
  /** What waits on the disk while the store is away, and what did not fit there. */
  readonly setWaiting: (waiting: Waiting) => void;
  /** How many observations were too old, and when (ms since 1970) that was looked into. */
  readonly retained: (observations: number, at: number) => void;
  readonly setStoreBytes: (bytes: number) => void;
  /** Another replica was first: what was in hand is its. */
  readonly superseded: (cluster: string) => void;
  readonly setHeld: (shards: number) => void;
  readonly setListeners: (count: number) => void;
  readonly troubled: (cluster: string) => void;
  /** In the text format. */
  readonly text: () => Promise<string>;
}

/** Since the time before. */
export interface ReceivedCounts {
  readonly changes: number;
  readonly known: number;
  readonly delayed: number;
  /** What was no Event, and what was wrong with Events and could be mended; by why. */
  readonly refused: Readonly<Record<string, number>>;
  readonly mended: Readonly<Record<string, number>>;
}

/** Of one batch. */
export interface StoredFacts {
  readonly now: number;
  /** They came by the first list after a start. */
  readonly isRecovered: boolean;
}

/** With an own registry: two services in one process do not meet. */
export function createEventMetrics({ rules = 400 }: { readonly rules?: number } = {}): EventMetrics {
  const registers = [new Registry()];
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name: `outrigger_events_${name}`, help, labelNames: [...labelNames], registers });
  const received = counter('received_total', 'Changes of Events that the API servers have sent.', ['cluster']);
  const known = counter('deduplicated_total', 'Changes that told of no new occurrence.', ['cluster']);
  const delayed = counter('delayed_total', 'Observations that waited for the turn of their source.', ['cluster']);
  const refused = counter('refused_total', 'Changes of what cannot be taken for an Event.', ['cluster', 'why']);
  const mended = counter('mended_total', 'Events of which something was wrong, and that were kept.', [
    'cluster',
    'why',
  ]);
  const recovered = counter('recovered_total', 'Occurrences that came by a list after an interruption.', ['cluster']);
  const occurrences = counter('occurrences_total', 'Occurrences that were stored.', [
    'cluster',
    'category',
    'severity',
  ]);
  const gaps = counter('gaps_total', 'Times of which something is not known.', ['cluster', 'why']);
  const lost = counter('lost_at_least_total', 'Observations that are known to be lost.', ['cluster', 'why']);
  const byRule = counter('rule_matches_total', 'Observations by the rule that classified them.', ['rule']);
  const failures = counter('store_failures_total', 'Batches that the store has not taken at once.', []);
  const troubles = counter('watch_failures_total', 'Lists and watches that had to be repeated.', ['cluster']);
  const lag = new Gauge({
    name: 'outrigger_events_lag_seconds',
    help: 'From the newest occurrence of the last batch until it was stored.',
    labelNames: ['cluster'],
    registers,
  });
  const held = new Gauge({ name: 'outrigger_events_shards_held', help: 'Shards that are ours.', registers });
  const listeners = new Gauge({ name: 'outrigger_events_tail_listeners', help: 'Live tails.', registers });
  const seconds = new Histogram({
    name: 'outrigger_events_store_seconds',
    help: 'How long a batch took to be stored.',
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const gauge = (name: string, help: string) => new Gauge({ name: `outrigger_events_${name}`, help, registers });
  const buffered = gauge('buffer_batches', 'Batches that wait on the disk for the store.');
  const bufferedBytes = gauge('buffer_bytes', 'Bytes of them.');
  const bufferFailures = gauge(
    'buffer_store_failures',
    'Times that the store could not be written to since the start.',
  );
  const shed = new Gauge({
    name: 'outrigger_events_buffer_shed_observations',
    help: 'Observations that did not fit on the disk since the start.',
    labelNames: ['severity'],
    registers,
  });
  const batches = new Histogram({
    name: 'outrigger_events_batch_observations',
    help: 'Observations that were stored at once.',
    buckets: [1, 10, 100, 1000, 10_000],
    registers,
  });
  const retained = counter(
    'retention_deleted_total',
    'Observations that were deleted because of their age or size.',
    [],
  );
  const retainedAt = gauge('retention_last_run_seconds', 'When that was looked into last, in seconds since 1970.');
  const bytes = gauge('store_bytes', 'What the store needs on its disk.');
  const superseded = counter('superseded_total', 'Times that another replica was first.', ['cluster']);
  const seenRules = new Set<string>();
  const ruleLabel = (rule: string | undefined): string => {
    if (rule === undefined) return 'none';
    if (!seenRules.has(rule) && seenRules.size >= rules) return 'other';
    seenRules.add(rule);
    return rule;
  };

  return {
    received(cluster, counts) {
      received.inc({ cluster }, counts.changes);
      known.inc({ cluster }, counts.known);
      delayed.inc({ cluster }, counts.delayed);
      for (const [why, count] of Object.entries(counts.refused)) refused.inc({ cluster, why }, count);
      for (const [why, count] of Object.entries(counts.mended)) mended.inc({ cluster, why }, count);
    },
    stored(observations, { now, isRecovered }) {
      if (observations.length > 0) batches.observe(observations.length);
      const newest = new Map<string, number>();
      for (const { cluster, meaning, rows, count, until } of sumsOf(observations)) {
        const { category = 'none', severity = 'none' } = meaning ?? {};
        occurrences.inc({ cluster, category, severity }, count);
        byRule.inc({ rule: ruleLabel(meaning?.rule) }, rows);
        if (isRecovered) recovered.inc({ cluster }, count);
        newest.set(cluster, Math.max(newest.get(cluster) ?? 0, until));
      }
      for (const [cluster, until] of newest) lag.set({ cluster }, Math.max(0, (now - until) / 1000));
    },
    lost(found) {
      for (const { cluster, why, lost: least = 0 } of found) {
        gaps.inc({ cluster, why });
        lost.inc({ cluster, why }, least);
      }
    },
    storeTook: (took) => seconds.observe(took),
    storeFailed: () => failures.inc(),
    setWaiting(waiting) {
      buffered.set(waiting.batches);
      bufferedBytes.set(waiting.bytes);
      bufferFailures.set(waiting.failures);
      for (const [severity, count] of Object.entries(waiting.shed)) shed.set({ severity }, count);
    },
    retained(count, at) {
      retained.inc(count);
      retainedAt.set(at / 1000);
    },
    setStoreBytes: (count) => bytes.set(count),
    superseded: (cluster) => superseded.inc({ cluster }),
    setHeld: (count) => held.set(count),
    setListeners: (count) => listeners.set(count),
    troubled: (cluster) => troubles.inc({ cluster }),
    text: () => (registers[0] as Registry).metrics(),
  };
}

/** What a batch has of each class: a counter with labels takes as long as the rest of an observation's way. */
function sumsOf(observations: readonly Observation[]): readonly Readonly<ClassSum>[] {
  const sums: ClassSum[] = [];
  const byCluster = new Map<string, Map<Classification | undefined, ClassSum>>();
  for (const { cluster, class: meaning, count, until } of observations) {
    const byClass = byCluster.get(cluster) ?? new Map<Classification | undefined, ClassSum>();
    byCluster.set(cluster, byClass);
    const sum = byClass.get(meaning);
    if (sum === undefined) {
      const first = { cluster, meaning, rows: 1, count, until };
      byClass.set(meaning, first);
      sums.push(first);
      continue;
    }
    sum.rows++;
    sum.count += count;
    sum.until = Math.max(sum.until, until);
  }
  return sums;
}

interface ClassSum {
  readonly cluster: string;
  readonly meaning: Classification | undefined;
  rows: number;
  count: number;
  until: number;
}
