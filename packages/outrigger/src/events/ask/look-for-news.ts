import { machineClock } from '@outrigger/cluster';
import type { EventFilter, EventReader, Observation } from '@outrigger/events';

/**
 * What comes into a store that another process writes: it is looked at every second. Found is what was seen by the writer after
 * this began, if it is not about a time longer ago than repeats of Events are told late (30 minutes, and 6 until it is noticed).
 */
export async function* lookForNews(
  reader: EventReader,
  filter: EventFilter,
  signal: AbortSignal,
  clock: typeof machineClock = machineClock,
): AsyncGenerator<Observation> {
  let since = clock.now();
  let known = new Set<string>();
  while (!signal.aborted) {
    await clock.delay(EVERY, signal);
    if (signal.aborted) return;
    const found: Observation[] = [];
    let cursor: string | undefined;
    do {
      const page = { limit: 1000, order: 'oldest', ...(cursor !== undefined && { cursor }) } as const;
      const { items, cursor: next } = await reader.query(
        { ...filter, from: Math.max(filter.from ?? 0, since - LATE) },
        page,
      );
      found.push(...items.filter(({ id, seenAt }) => seenAt >= since && !known.has(id)));
      cursor = next;
    } while (cursor !== undefined);
    yield* found.toSorted((a, b) => a.seenAt - b.seenAt);
    // A batch has one moment, and may come in parts: what was seen at the newest one is remembered by its id.
    const newest = Math.max(since, ...found.map(({ seenAt }) => seenAt));
    if (newest > since) known = new Set();
    for (const { id, seenAt } of found) if (seenAt === newest) known.add(id);
    since = newest;
  }
}

const EVERY = 1000;
const LATE = 36 * 60_000;
