import type { Incident } from '../../incident.ts';
import type { Gap, Observation } from '../../observation.ts';
import type { EventFilter, EventStore } from '../event-store.ts';

/** One line of an export. */
export type ExportedLine =
  | { readonly observation: Observation }
  | { readonly incident: Incident }
  | { readonly gap: Gap };

/**
 * What a filter finds as JSON lines, the oldest first; then the incidents and gaps of its range. What comes meanwhile may be there
 * or not; nothing comes twice.
 */
export async function* exportLines(
  store: Pick<EventStore, 'query' | 'incidents' | 'gaps'>,
  filter: EventFilter,
): AsyncIterable<string> {
  for await (const observation of pages((page) => store.query(filter, { ...page, order: 'oldest' }))) {
    yield lineOf({ observation });
  }
  const { from, until } = filter;
  const range = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
  for await (const incident of pages((page) => store.incidents(range, { ...page, order: 'oldest' }))) {
    yield lineOf({ incident });
  }
  for (const gap of await store.gaps(range)) yield lineOf({ gap });
}

type PageOf<T> = { readonly items: readonly T[]; readonly cursor: string | undefined };

async function* pages<T>(
  read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<PageOf<T>>,
): AsyncIterable<T> {
  let cursor: string | undefined;
  do {
    const page = await read({ limit: 1000, ...(cursor !== undefined && { cursor }) });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

function lineOf(line: ExportedLine): string {
  return `${JSON.stringify(line)}\n`;
}
