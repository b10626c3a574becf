import type { EventFilter, EventPage, Page } from '../event-store.ts';
import { readCursor, writeCursor } from '../page-cursor.ts';
import { asksRows, bindValues, type Common, findCommon, rowConditions, whereAll } from './filter-conditions.ts';
import { HOUR } from './hour-counts.ts';
import { GROUP_COLUMNS, type JoinedRow, joinObservation, PLACE_COLUMNS, ROW_COLUMNS } from './observation-columns.ts';
import type { Ask } from './postgres-connection.ts';
import { fromSafeText, toSafeText } from './safe-text.ts';

/**
 * A page of what a filter finds. Where the filter is one of groups, the counts by hour say how far back enough of them lie, so that
 * the server neither sorts all there is of the common nor walks through everything for the rare.
 */
export async function findPage(ask: Ask, filter: EventFilter, page: Page): Promise<EventPage> {
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor);
  const common = await findCommon(ask, filter);
  if (common === undefined) return { items: [], cursor: undefined };
  const { groups } = common;
  const isWhole = groups === undefined || asksRows(filter, common);
  const span = isWhole ? {} : await spanOf(ask, groups, { filter, page, after: after?.time });
  const { sql, values } = pageStatement({ ...filter, ...span }, common, page);
  const rows = await ask<JoinedRow>(sql, values);
  const items = rows.slice(0, page.limit).map(joinObservation);
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return { items, cursor: last && writeCursor({ time: Number(last.ended), id: fromSafeText(String(last.id)) }) };
}

/** The statement that finds a page, and one row more when there is another page. */
export function pageStatement(
  filter: EventFilter,
  common: Common,
  { limit, cursor, order = 'newest' }: Page,
): { readonly sql: string; readonly values: readonly unknown[] } {
  const { values, bind } = bindValues();
  const isNewest = order === 'newest';
  const conditions = [...rowConditions(filter, common, bind)];
  if (cursor !== undefined) {
    const { time, id } = readCursor(cursor);
    const at = `${bind(time)}::bigint`;
    conditions.push(`(ended, id) ${isNewest ? '<' : '>'} (${at}, ${bind(toSafeText(id))})`);
    // By this alone the server knows which days it need not look at.
    conditions.push(`ended ${isNewest ? '<=' : '>='} ${at}`);
  }
  const direction = isNewest ? 'DESC' : 'ASC';
  return {
    sql: `SELECT ${[...ROW_COLUMNS.map((each) => `o.${each}`), ...GROUP_COLUMNS.map((each) => `g.${each}`), ...PLACE_COLUMNS.map((each) => `p.${each}`)].join(', ')}
FROM (SELECT * FROM observations ${whereAll(conditions)} ORDER BY ended ${direction}, id ${direction} LIMIT ${bind(limit + 1)}) AS o
JOIN groups AS g ON g.id = o.group_id JOIN places AS p ON p.id = o.place_id ORDER BY o.ended ${direction}, o.id ${direction}`,
    values,
  };
}

interface Wanted {
  readonly filter: EventFilter;
  readonly page: Page;
  /** Where the page before has ended. */
  readonly after: number | undefined;
}

/** The shortest time, by whole hours, in which there are enough rows of these groups; open where there are not. */
async function spanOf(
  ask: Ask,
  groups: readonly number[],
  { filter, page: { limit, order = 'newest' }, after }: Wanted,
): Promise<EventFilter> {
  const isNewest = order === 'newest';
  const from = Math.max(filter.from ?? -ENDLESS, isNewest ? -ENDLESS : (after ?? -ENDLESS));
  const until = Math.min(filter.until ?? ENDLESS, isNewest ? (after ?? ENDLESS) : ENDLESS);
  const hours = await ask<{ readonly hour: number; readonly rows: number }>(
    `SELECT hour, sum(rows)::bigint AS rows FROM hour_counts WHERE group_id = ANY ($1::int[]) AND hour >= $2 AND hour <= $3
GROUP BY hour ORDER BY hour ${isNewest ? 'DESC' : 'ASC'}`,
    [groups, Math.floor(from / HOUR), Math.floor(until / HOUR)],
  );
  // Of the first hour something may lie before the page, and of the last beyond the range.
  const [first] = hours;
  let found = -(first?.rows ?? 0);
  for (const { hour, rows } of hours) {
    found += rows;
    if (found <= limit) continue;
    return isNewest
      ? { ...filter, from: Math.max(hour * HOUR, filter.from ?? -ENDLESS) }
      : { ...filter, until: Math.min((hour + 1) * HOUR, filter.until ?? ENDLESS) };
  }
  return filter;
}

/** Further than any time that a date can be. */
const ENDLESS = 1e15;
