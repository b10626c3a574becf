import type { Observation } from '../../observation.ts';
import type { EventFilter, EventPage, Page } from '../event-store.ts';
import { type FlatObservation, unflatten } from '../flat-observation.ts';
import { readCursor, writeCursor } from '../page-cursor.ts';
import type { ClickHouseConnection } from './clickhouse-connection.ts';
import { groupConditions, rowConditions, timeConditions, whereAll } from './filter-conditions.ts';

/**
 * A page of what a filter finds. Rows do not lie in the order of time alone, so that it is looked for in longer and longer spans of
 * time: what is common is found in the first of them, and what is rare costs little more than one look at everything.
 */
export async function findPage(
  connection: ClickHouseConnection,
  filter: EventFilter,
  { limit, cursor, order = 'newest' }: Page,
): Promise<EventPage> {
  const isNewest = order === 'newest';
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const groups = groupConditions(filter);
  const rows = rowConditions(filter);
  const values = { ...groups.values, ...rows.values, ...(after && { afterTime: after.time, afterId: after.id }) };
  const conditions = [
    ...groups.conditions,
    ...rows.conditions,
    ...(after ? [`(ended, id) ${isNewest ? '<' : '>'} ({afterTime:Int64}, {afterId:String})`] : []),
  ];
  const direction = isNewest ? 'DESC' : 'ASC';
  const items: Observation[] = [];
  for (const span of spansOf(await rangeOf(connection, filter, { after: after?.time, isNewest }), isNewest)) {
    const where = whereAll([...conditions, ...timeConditions(span)]);
    // One more than asked for says whether there is another page.
    const found = await connection.ask<FlatObservation>(
      `SELECT * FROM observations FINAL ${where} ORDER BY ended ${direction}, id ${direction} LIMIT ${limit + 1 - items.length}`,
      values,
    );
    items.push(...found.map(unflatten));
    if (items.length > limit) break;
  }
  const last = items.length > limit ? items[limit - 1] : undefined;
  return { items: items.slice(0, limit), cursor: last && writeCursor({ time: last.until, id: last.id }) };
}

interface Span {
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
}

/** In what time there may be something, from where the page before ended: known without reading a row. */
async function rangeOf(
  connection: ClickHouseConnection,
  filter: EventFilter,
  { after, isNewest }: { readonly after: number | undefined; readonly isNewest: boolean },
): Promise<Span> {
  const [kept] = await connection.ask<{ readonly least: number; readonly greatest: number }>(
    'SELECT min(ended) AS least, max(ended) AS greatest FROM observations',
  );
  const { least = 0, greatest = 0 } = kept ?? {};
  const from = Math.max(filter.from ?? Number.NEGATIVE_INFINITY, least);
  const until = Math.min(filter.until ?? Number.POSITIVE_INFINITY, greatest + 1);
  if (after === undefined) return { from, until };
  return isNewest ? { from, until: Math.min(until, after + 1) } : { from: Math.max(from, after), until };
}

/** From the end where the page begins: an hour, eight, 64, then all the rest. */
function spansOf({ from, until }: Span, isNewest: boolean): readonly Span[] {
  const spans: Span[] = [];
  let [start, end] = [from, until];
  for (const width of [HOUR, 8 * HOUR, 64 * HOUR, Number.POSITIVE_INFINITY]) {
    if (start >= end) break;
    const edge = isNewest ? Math.max(end - width, start) : Math.min(start + width, end);
    spans.push(isNewest ? { from: edge, until: end } : { from: start, until: edge });
    if (isNewest) end = edge;
    else start = edge;
  }
  return spans;
}

const HOUR = 3_600_000;
