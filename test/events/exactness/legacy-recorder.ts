import type { Happening, RecorderOptions } from './recorder.ts';

/** Says what happens as client-go's older recorder does (tools/record/events_cache.go and event.go@1.36): kubelet, controllers. */
export function createLegacyRecorder({
  component,
  instance,
  now,
  sink,
  name,
}: RecorderOptions): (what: Happening) => void {
  const similar = new Map<string, { messages: Set<string>; last: number }>();
  const known = new Map<string, { name: string; first: number; count: number; written: number }>();
  const spam = new Map<string, { tokens: number; at: number }>();

  const isSpam = (key: string): boolean => {
    const bucket = spam.get(key) ?? { tokens: BURST, at: now() };
    const tokens = Math.min(BURST, bucket.tokens + (now() - bucket.at) / REFILL_MS);
    spam.delete(key);
    spam.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now() });
    forgetOldest(spam);
    return tokens < 1;
  };
  const aggregated = (key: string, message: string): { readonly key: string; readonly message: string } => {
    const before = similar.get(key);
    const record =
      before === undefined || now() - before.last > INTERVAL_MS ? { messages: new Set<string>(), last: 0 } : before;
    record.messages.add(message);
    record.last = now();
    similar.delete(key);
    similar.set(key, record);
    forgetOldest(similar);
    if (record.messages.size < SIMILAR) return { key: `${key}/${message}`, message };
    for (const any of record.messages) {
      record.messages.delete(any);
      break;
    }
    return { key, message: `(combined from similar events): ${message}` };
  };

  return ({ about, type, reason, message }) => {
    const source = `${about.kind}/${about.namespace}/${about.name}/${about.uid}`;
    const said = aggregated(`${source}/${type}/${reason}`, message);
    const before = known.get(said.key);
    const event = before ?? { name: name(about), first: now(), count: 0, written: 0 };
    // What the filter drops is counted all the same, and told with the next that comes through.
    event.count++;
    known.delete(said.key);
    known.set(said.key, event);
    forgetOldest(known);
    if (isSpam(source)) return;
    sink.write(
      {
        metadata: { name: event.name, namespace: about.namespace },
        involvedObject: about,
        reason,
        message: said.message,
        source: { component, host: instance },
        firstTimestamp: seconds(event.first),
        lastTimestamp: seconds(now()),
        count: event.count,
        type,
        eventTime: null,
        reportingComponent: component,
        reportingInstance: instance,
      },
      event.count - event.written,
    );
    event.written = event.count;
  };
}

// maxLruCacheEntries, defaultSpamBurst, defaultSpamQPS, defaultAggregateMaxEvents, defaultAggregateIntervalInSeconds
const ENTRIES = 4096;
const BURST = 25;
const REFILL_MS = 300_000;
const SIMILAR = 10;
const INTERVAL_MS = 600_000;

function forgetOldest(cache: Map<string, unknown>): void {
  if (cache.size <= ENTRIES) return;
  for (const oldest of cache.keys()) {
    cache.delete(oldest);
    return;
  }
}

function seconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
