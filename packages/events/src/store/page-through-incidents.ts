import type { Incident } from '../incident.ts';
import type { IncidentFilter, IncidentPage, Page } from './event-store.ts';
import { isIncidentWanted } from './is-incident-wanted.ts';
import { type CursorPlace, readCursor, writeCursor } from './page-cursor.ts';

/**
 * Incidents are few: those of the range are read in their order, some at a time, until the page is full. `read` gives the
 * next of them, as JSON, after a place.
 */
export async function pageThroughIncidents(
  filter: IncidentFilter,
  { limit, cursor }: Page,
  read: (after: CursorPlace | undefined, atOnce: number) => Promise<readonly { readonly json: string }[]>,
): Promise<IncidentPage> {
  const items: Incident[] = [];
  let after = cursor === undefined ? undefined : readCursor(cursor);
  for (;;) {
    const rows = await read(after, AT_ONCE);
    for (const { json } of rows) {
      const incident = readIncident(json);
      after = { time: incident.until, id: incident.id };
      if (!isIncidentWanted(filter, incident)) continue;
      const last = items.at(-1);
      if (items.length === limit) return { items, cursor: last && writeCursor({ time: last.until, id: last.id }) };
      items.push(incident);
    }
    if (rows.length < AT_ONCE) return { items, cursor: undefined };
  }
}

const AT_ONCE = 1000;

/** JSON leaves out what is not known. */
function readIncident(json: string): Incident {
  const incident = JSON.parse(json) as Incident;
  return {
    ...incident,
    rule: incident.rule,
    chain: incident.chain.map((link) => ({ ...link, because: link.because })),
  };
}
