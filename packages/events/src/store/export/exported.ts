import { setImmediate as turn } from 'node:timers/promises';
import type { Incident } from '../../incident.ts';
import type { Gap, Observation } from '../../observation.ts';
import type { EventFilter, EventStore, TimeRange } from '../event-store.ts';

/** What a filter finds, the oldest first. What comes meanwhile may be there or not; nothing comes twice. */
export function exportedObservations(
  store: Pick<EventStore, 'query'>,
  filter: EventFilter,
): AsyncIterable<Observation> {
  return pages((page) => store.query(filter, { ...page, order: 'oldest' }));
}

/** The incidents of the range of a filter, and of its clusters and namespaces. */
export function exportedIncidents(store: Pick<EventStore, 'incidents'>, filter: EventFilter): AsyncIterable<Incident> {
  const { clusters, namespaces } = filter;
  const wanted = { ...rangeOf(filter), ...(clusters && { clusters }), ...(namespaces && { namespaces }) };
  return pages((page) => store.incidents(wanted, { ...page, order: 'oldest' }));
}

/** The gaps of the range of a filter. */
export async function* exportedGaps(store: Pick<EventStore, 'gaps'>, filter: EventFilter): AsyncIterable<Gap> {
  yield* await store.gaps(rangeOf(filter));
}

function rangeOf({ from, until }: EventFilter): TimeRange {
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
}

type PageOf<T> = { readonly items: readonly T[]; readonly cursor: string | undefined };

async function* pages<T>(
  read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<PageOf<T>>,
): AsyncIterable<T> {
  let cursor: string | undefined;
  do {
    const page = await read({ limit: 1000, ...(cursor !== undefined && { cursor }) });
    yield* page.items;
    // Engines that answer at once leave no turn to signals, nor to what frees what they held.
    await turn();
    cursor = page.cursor;
  } while (cursor !== undefined);
}
