import { type EventReader, matchesFilter, type Observation } from '@outrigger/events';
import { AN_INCIDENT, SOME_EVENTS } from './some-events.ts';

/** What a store answers that holds them; only as much of one as the API's own tests ask. */
export async function keptEvents(): Promise<EventReader> {
  return {
    query: async (filter, { limit, cursor = '0', order = 'newest' }) => {
      const found = SOME_EVENTS.filter((event) => matchesFilter(filter, event));
      const sorted = order === 'newest' ? found.toReversed() : found;
      const end = Number(cursor) + limit;
      return { items: sorted.slice(Number(cursor), end), cursor: end < sorted.length ? String(end) : undefined };
    },
    aggregate: async ({ filter, groupBy }) => {
      const found = SOME_EVENTS.filter((event) => matchesFilter(filter, event));
      const groups = Map.groupBy(found, ({ about, reason }) =>
        JSON.stringify(Object.fromEntries(groupBy.map((key) => [key, key === 'namespace' ? about.namespace : reason]))),
      );
      return [...groups].map(([group, events]) => ({
        group: JSON.parse(group),
        count: sumOf(events),
        objects: new Set(events.map(({ about }) => about.uid)).size,
      }));
    },
    incidents: async ({ ids, states }) => ({
      items: [AN_INCIDENT].filter(({ id, state }) => (ids?.includes(id) ?? true) && (states?.includes(state) ?? true)),
      cursor: undefined,
    }),
    gaps: async () => [],
  };
}

function sumOf(events: readonly Observation[]): number {
  return events.reduce((sum, { count }) => sum + count, 0);
}
