import type { Incident } from '../../incident.ts';
import type { IncidentFilter, IncidentPage, Page } from '../event-store.ts';
import { isIncidentWanted } from '../is-incident-wanted.ts';
import { readCursor, writeCursor } from '../page-cursor.ts';
import type { ClickHouseConnection } from './clickhouse-connection.ts';
import { whereAll } from './filter-conditions.ts';

/** Incidents are few: those of the range are read in their order, some at a time, until the page is full. */
export async function pageIncidents(
  connection: ClickHouseConnection,
  filter: IncidentFilter,
  { limit, cursor, order = 'newest' }: Page,
): Promise<IncidentPage> {
  const isNewest = order === 'newest';
  const direction = isNewest ? 'DESC' : 'ASC';
  const items: Incident[] = [];
  let after = cursor === undefined ? undefined : readCursor(cursor);
  for (;;) {
    const conditions = [
      ...(filter.from === undefined ? [] : ['ended >= {from:Float64}']),
      ...(filter.until === undefined ? [] : ['started < {until:Float64}']),
      ...(filter.ids === undefined ? [] : ['id IN {ids:Array(String)}']),
      ...(filter.states === undefined ? [] : ['state IN {states:Array(String)}']),
      ...(after === undefined ? [] : [`(ended, id) ${isNewest ? '<' : '>'} ({time:Int64}, {id:String})`]),
    ];
    const rows = await connection.ask<{ readonly json: string }>(
      `SELECT json FROM incidents FINAL ${whereAll(conditions)} ORDER BY ended ${direction}, id ${direction} LIMIT ${AT_ONCE}`,
      { ...filter, ...after },
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
