import type { Incident } from '../../incident.ts';
import type { IncidentFilter, IncidentPage, Page } from '../event-store.ts';
import { isIncidentWanted } from '../is-incident-wanted.ts';
import { readCursor, writeCursor } from '../page-cursor.ts';
import { bindValues, whereAll } from './filter-conditions.ts';
import type { Ask } from './postgres-connection.ts';
import { toSafeText } from './safe-text.ts';

/** Incidents are few: those of the range are read in their order, some at a time, until the page is full. */
export async function pageIncidents(
  ask: Ask,
  filter: IncidentFilter,
  { limit, cursor, order = 'newest' }: Page,
): Promise<IncidentPage> {
  const isNewest = order === 'newest';
  const direction = isNewest ? 'DESC' : 'ASC';
  const items: Incident[] = [];
  let after = cursor === undefined ? undefined : readCursor(cursor);
  for (;;) {
    const { values, bind } = bindValues();
    const conditions = [
      ...(filter.from === undefined ? [] : [`ended >= ${bind(filter.from)}::float8`]),
      ...(filter.until === undefined ? [] : [`started < ${bind(filter.until)}::float8`]),
      ...(filter.ids === undefined ? [] : [`id = ANY (${bind(filter.ids.map(toSafeText))}::text[])`]),
      ...(filter.states === undefined ? [] : [`state = ANY (${bind(filter.states)}::text[])`]),
      ...(after === undefined
        ? []
        : [`(ended, id) ${isNewest ? '<' : '>'} (${bind(after.time)}::bigint, ${bind(toSafeText(after.id))})`]),
    ];
    const rows = await ask<{ readonly json: string }>(
      `SELECT json FROM incidents ${whereAll(conditions)} ORDER BY ended ${direction}, id ${direction} LIMIT ${AT_ONCE}`,
      values,
    );
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
