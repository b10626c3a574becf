import type { DatabaseSync } from 'node:sqlite';
import type { Incident } from '../../incident.ts';
import type { IncidentFilter, IncidentPage, Page } from '../event-store.ts';
import { isIncidentWanted } from '../is-incident-wanted.ts';
import { readCursor, writeCursor } from '../page-cursor.ts';
import { packJson, unpackJson } from './pack-json.ts';

/** Writes incidents, each in place of what it was before. */
export function incidentWriter(database: DatabaseSync): (incident: Incident) => void {
  const put = database.prepare(
    'INSERT INTO incidents VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET until = excluded.until, state = excluded.state, json = excluded.json',
  );
  return (incident) => {
    const json = packJson(incident, incident.state === 'open' ? WORTH_WHILE_OPEN : undefined);
    put.run(incident.id, incident.until, incident.state, json);
  };
}

/** An open one is soon written again, and zlib takes 20 µs for the least. */
const WORTH_WHILE_OPEN = 1024;

/** Incidents are few: those of the range are read in their order until the page is full. */
export function pageIncidents(database: DatabaseSync, filter: IncidentFilter, page: Page): IncidentPage {
  const isNewest = page.order !== 'oldest';
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor);
  const conditions = ['until >= ?'];
  const values: (string | number)[] = [filter.from ?? Number.NEGATIVE_INFINITY];
  if (after !== undefined) {
    conditions.push(`(until, id) ${isNewest ? '<' : '>'} (?, ?)`);
    values.push(after.time, after.id);
  }
  if (filter.ids !== undefined) {
    conditions.push('id IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(filter.ids));
  }
  const order = isNewest ? 'until DESC, id DESC' : 'until, id';
  const rows = database
    .prepare(`SELECT json FROM incidents WHERE ${conditions.join(' AND ')} ORDER BY ${order}`)
    .iterate(...values) as unknown as Iterable<{ readonly json: string | Uint8Array }>;
  const items: Incident[] = [];
  for (const { json } of rows) {
    const incident = readIncident(json);
    if (!isIncidentWanted(filter, incident)) continue;
    const last = items.at(-1);
    if (items.length === page.limit) return { items, cursor: last && writeCursor({ time: last.until, id: last.id }) };
    items.push(incident);
  }
  return { items, cursor: undefined };
}

/** JSON leaves out what is not known. */
function readIncident(json: string | Uint8Array): Incident {
  const incident = unpackJson(json) as Incident;
  return {
    ...incident,
    rule: incident.rule,
    chain: incident.chain.map((link) => ({ ...link, because: link.because })),
  };
}
