import type { IncidentFilter, IncidentPage, Page } from '../event-store.ts';
import { pageThroughIncidents } from '../page-through-incidents.ts';
import { bindValues, whereAll } from './filter-conditions.ts';
import type { Ask } from './postgres-connection.ts';
import { toSafeText } from './safe-text.ts';

/** A page of incidents. */
export function pageIncidents(ask: Ask, filter: IncidentFilter, page: Page): Promise<IncidentPage> {
  const isNewest = (page.order ?? 'newest') === 'newest';
  const direction = isNewest ? 'DESC' : 'ASC';
  return pageThroughIncidents(filter, page, (after, atOnce) => {
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
    return ask<{ readonly json: string }>(
      `SELECT json FROM incidents ${whereAll(conditions)} ORDER BY ended ${direction}, id ${direction} LIMIT ${atOnce}`,
      values,
    );
  });
}
