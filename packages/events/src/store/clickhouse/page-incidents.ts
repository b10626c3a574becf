import type { IncidentFilter, IncidentPage, Page } from '../event-store.ts';
import { pageThroughIncidents } from '../page-through-incidents.ts';
import type { ClickHouseConnection } from './clickhouse-connection.ts';
import { whereAll } from './filter-conditions.ts';

/** A page of incidents. */
export function pageIncidents(
  connection: ClickHouseConnection,
  filter: IncidentFilter,
  page: Page,
): Promise<IncidentPage> {
  const isNewest = (page.order ?? 'newest') === 'newest';
  const direction = isNewest ? 'DESC' : 'ASC';
  return pageThroughIncidents(filter, page, (after, atOnce) => {
    const conditions = [
      ...(filter.from === undefined ? [] : ['ended >= {from:Float64}']),
      ...(filter.until === undefined ? [] : ['started < {until:Float64}']),
      ...(filter.ids === undefined ? [] : ['id IN {ids:Array(String)}']),
      ...(filter.states === undefined ? [] : ['state IN {states:Array(String)}']),
      ...(after === undefined ? [] : [`(ended, id) ${isNewest ? '<' : '>'} ({time:Int64}, {id:String})`]),
    ];
    return connection.ask<{ readonly json: string }>(
      `SELECT json FROM incidents FINAL ${whereAll(conditions)} ORDER BY ended ${direction}, id ${direction} LIMIT ${atOnce}`,
      { ...filter, ...after },
    );
  });
}
