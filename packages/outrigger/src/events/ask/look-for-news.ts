import { machineClock } from '@outrigger/cluster';
import type { EventFilter, EventReader, Observation } from '@outrigger/events';

/**
 * What comes into a store that another process writes. Of the last seconds it is looked at every second. Repeats of Events may be
 * told long after (30 minutes, and 6 until it is noticed): that far it is looked back as often as takes a twentieth of the time,
 * twice a minute at most. Found is what the writer has seen after this began.
 */
export async function* lookForNews(
  reader: EventReader,
  filter: EventFilter,
  signal: AbortSignal,
  clock: typeof machineClock = machineClock,
): AsyncGenerator<Observation> {
  const begun = clock.now();
  /** When what was told was about, by its id: as far back as anybody looks. */
  const told = new Map<string, number>();
  let lookBackAt = begun + LOOK_BACK_EVERY;
  while (!signal.aborted) {
    await clock.delay(EVERY, signal);
    if (signal.aborted) return;
    const start = clock.now();
    const isLookingBack = start >= lookBackAt;
    const from = Math.max(filter.from ?? 0, start - (isLookingBack ? LATE : RECENT));
    const news: Observation[] = [];
    for await (const event of eventsIn(reader, { ...filter, from })) {
      if (event.seenAt >= begun && !told.has(event.id)) news.push(event);
    }
    for (const { id, until } of news) told.set(id, until);
    yield* news.toSorted((a, b) => a.seenAt - b.seenAt || a.until - b.until);
    if (!isLookingBack) continue;
    lookBackAt = clock.now() + Math.max(LOOK_BACK_EVERY, 20 * (clock.now() - start));
    for (const [id, until] of told) if (until < start - LATE) told.delete(id);
  }
}

const EVERY = 1000;
const RECENT = 10_000;
const LOOK_BACK_EVERY = 30_000;
const LATE = 36 * 60_000;

async function* eventsIn(reader: EventReader, filter: EventFilter): AsyncGenerator<Observation> {
  let cursor: string | undefined;
  do {
    const page = { limit: 1000, order: 'oldest', ...(cursor !== undefined && { cursor }) } as const;
    const { items, cursor: next } = await reader.query(filter, page);
    yield* items;
    cursor = next;
  } while (cursor !== undefined);
}
