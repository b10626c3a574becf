import type { Incident } from '../incident.ts';
import type { Gap, Observation } from '../observation.ts';
import { matchesFilter } from '../query/matches-filter.ts';
import { aggregateObservations } from './aggregate-observations.ts';
import type { EventFilter, EventStore, IncidentPage, Page, StoreBatch } from './event-store.ts';
import { isIncidentWanted } from './is-incident-wanted.ts';
import { keepFor } from './keep-for.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import { checkExpected } from './superseded.ts';

/** A store that is gone with the process: for replays and tests. It holds all it is given and reads all of it for each answer. */
export function createMemoryStore(): EventStore {
  const observations = new Map<string, Observation>();
  const incidents = new Map<string, Incident>();
  const checkpoints = new Map<string, string>();
  let gaps: readonly Gap[] = [];

  const readCheckpoint = (name: string): unknown => {
    const state = checkpoints.get(name);
    return state === undefined ? undefined : JSON.parse(state);
  };
  const store = async (batch: StoreBatch): Promise<void> => {
    checkExpected(batch, readCheckpoint);
    const states = Object.entries(batch.checkpoints ?? {}).map(
      ([name, value]) => [name, JSON.stringify(value)] as const,
    );
    for (const each of batch.observations) if (!observations.has(each.id)) observations.set(each.id, each);
    for (const each of batch.incidents ?? []) incidents.set(each.id, each);
    gaps = [...gaps, ...(batch.gaps ?? [])];
    for (const [name, value] of states) checkpoints.set(name, value);
  };

  return {
    capabilities: { fullText: false, quantiles: true, fences: true },
    store,
    query: async (filter, page) => pageOf(find(observations.values(), filter), page, (each) => each.until),
    aggregate: async (query) => aggregateObservations(find(observations.values(), query.filter), query),
    async incidents(filter, page): Promise<IncidentPage> {
      const found = [...incidents.values()].filter((each) => isIncidentWanted(filter, each));
      return pageOf(found, page, (each) => each.until);
    },
    async gaps({ from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }) {
      return gaps.filter((gap) => gap.until >= from && gap.from < until).toSorted((a, b) => a.from - b.from);
    },
    checkpoint: async (name) => readCheckpoint(name),
    async retain(policy, now) {
      const before = observations.size;
      for (const each of observations.values()) {
        const place = { severity: each.class?.severity, namespace: each.about.namespace };
        if (each.until < now - keepFor(policy, place)) observations.delete(each.id);
      }
      const oldest = now - (policy.maxAgeMs ?? Number.POSITIVE_INFINITY);
      for (const { id, state, until } of incidents.values()) {
        if (state === 'resolved' && until < oldest) incidents.delete(id);
      }
      gaps = gaps.filter(({ until }) => until >= oldest);
      return before - observations.size;
    },
    size: async () => 0,
    [Symbol.asyncDispose]: async () => {},
  };
}

function find(all: Iterable<Observation>, filter: EventFilter): readonly Observation[] {
  return [...all].filter((each) => matchesFilter(filter, each));
}

function pageOf<T extends { readonly id: string }>(
  found: readonly T[],
  { limit, cursor, order = 'newest' }: Page,
  timeOf: (item: T) => number,
): { readonly items: readonly T[]; readonly cursor: string | undefined } {
  const direction = order === 'newest' ? -1 : 1;
  const compare = (a: Place, b: Place): number =>
    direction * (a.time - b.time || (a.id < b.id ? -1 : Number(a.id > b.id)));
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const places = found
    .map((item): Place & { readonly item: T } => ({ time: timeOf(item), id: item.id, item }))
    .filter((place) => after === undefined || compare(place, after) > 0)
    .sort(compare);
  const last = places.length > limit ? places[limit - 1] : undefined;
  return { items: places.slice(0, limit).map(({ item }) => item), cursor: last && writeCursor(last) };
}

interface Place {
  readonly time: number;
  readonly id: string;
}
