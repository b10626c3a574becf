import type { DatabaseSync } from 'node:sqlite';
import { SEVERITIES } from '../../observation.ts';
import type { EventFilter } from '../event-store.ts';
import { type DayTables, hashOf } from './day-tables.ts';
import type { GroupColumn } from './group-columns.ts';

/** Those of a day's groups, or of what rows are counted by, that a filter's conditions fit, as numbers; undefined where it has none on them. */
export function findGroups(
  database: DatabaseSync,
  tables: DayTables,
  filter: EventFilter,
  table: string = tables.groups,
): readonly number[] | undefined {
  const values: string[] = [];
  const conditions = conditionsOf(filter)
    .filter(([, wanted]) => wanted !== undefined && wanted.length > 0)
    .map(([column, wanted]) => {
      values.push(JSON.stringify(wanted?.map(hashOf)), JSON.stringify(wanted));
      return `${column} IN (SELECT id FROM ${tables.text} WHERE hash IN (SELECT value FROM json_each(?))
        AND text IN (SELECT value FROM json_each(?)))`;
    });
  for (const [key, value] of Object.entries(filter.labels ?? {})) {
    values.push(key, value);
    conditions.push(
      `place IN (SELECT id FROM ${tables.text} AS t WHERE CASE WHEN json_valid(t.text) THEN EXISTS (
         SELECT 1 FROM json_each(t.text, '$[3]') WHERE key = ? AND value = ?) END)`,
    );
  }
  if (conditions.length === 0) return undefined;
  const found = database.prepare(`SELECT id FROM ${table} WHERE ${conditions.join(' AND ')}`).all(...values);
  return (found as unknown as readonly { readonly id: number }[]).map(({ id }) => id);
}

function conditionsOf(filter: EventFilter): readonly (readonly [GroupColumn, readonly string[] | undefined])[] {
  return [
    ['cluster', filter.clusters],
    ['namespace', filter.namespaces],
    ['kind', filter.kinds],
    ['workload', filter.workloads],
    ['node', filter.nodes],
    ['type', filter.types],
    ['reason', filter.reasons],
    ['category', filter.categories],
    ['severity', filter.severity && SEVERITIES.slice(SEVERITIES.indexOf(filter.severity))],
    ['severity', filter.severities],
    ['template', filter.template === undefined ? undefined : [filter.template]],
  ];
}
