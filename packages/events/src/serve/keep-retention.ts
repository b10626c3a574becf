import type { Clock } from '@outrigger/cluster';
import type { EventStore, RetentionPolicy } from '../store/event-store.ts';
import type { Configuration } from './configuration.ts';
import type { EventMetrics } from './event-metrics.ts';

/** What is deleted, where, and who hears of it. */
export interface KeepRetentionOptions {
  readonly retention: Configuration['retention'];
  readonly store: Pick<EventStore, 'retain' | 'size'>;
  readonly metrics: Pick<EventMetrics, 'retained' | 'setStoreBytes'>;
  readonly clock: Clock;
  readonly onTrouble?: (error: unknown) => void;
}

/** Deletes what the configuration does not want any more, now and then again and again until the signal ends. */
export async function keepRetention(options: KeepRetentionOptions, signal: AbortSignal): Promise<void> {
  const { retention, store, metrics, clock, onTrouble } = options;
  const policy = retentionPolicy(retention);
  // A moment after the start, in which there is enough to do.
  for (let wait = Math.min(FIRST_WAIT, retention.every); ; wait = retention.every) {
    await clock.delay(wait, signal);
    if (signal.aborted) return;
    try {
      if (policy !== undefined) metrics.retained(await store.retain(policy, clock.now()), clock.now());
      metrics.setStoreBytes(await store.size());
    } catch (error) {
      onTrouble?.(error);
    }
  }
}

const FIRST_WAIT = 5000;

/** As stores take it; undefined when all is kept for ever. */
function retentionPolicy({
  maxAge,
  maxBytes,
  exceptions,
}: Pick<Configuration['retention'], 'maxAge' | 'maxBytes' | 'exceptions'>): RetentionPolicy | undefined {
  if (maxAge === undefined && maxBytes === undefined && exceptions.length === 0) return undefined;
  return {
    ...(maxAge !== undefined && { maxAgeMs: maxAge }),
    ...(maxBytes !== undefined && { maxBytes }),
    exceptions: exceptions.map(({ severities, namespaces, maxAge: maxAgeMs }) => ({
      ...(severities && { severities }),
      ...(namespaces && { namespaces }),
      maxAgeMs,
    })),
  };
}
