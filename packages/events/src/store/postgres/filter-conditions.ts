import { SEVERITIES } from '../../observation.ts';
import type { EventFilter } from '../event-store.ts';
import type { GroupColumn } from './observation-columns.ts';
import type { Ask } from './postgres-connection.ts';
import { fromSafeText, toSafeText } from './safe-text.ts';

/** Puts a value into a statement: gives its `$1`. */
export type Bind = (value: unknown) => string;

/** Values of a statement in the making. */
export function bindValues(): { readonly values: unknown[]; readonly bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/** The numbers of the groups that a filter's conditions fit; undefined where it has no condition on groups. */
export async function findGroups(ask: Ask, filter: EventFilter): Promise<readonly number[] | undefined> {
  const { values, bind } = bindValues();
  const wanted: readonly (readonly [GroupColumn, readonly string[] | undefined])[] = [
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
  const conditions = wanted.flatMap(([column, list]) =>
    list === undefined || list.length === 0 ? [] : [`${column} = ANY (${bind(list.map(toSafeText))}::text[])`],
  );
  const labels = Object.entries(filter.labels ?? {});
  // The text has it so; an object in another order or with more in it is told below.
  for (const [key, value] of labels) {
    const part = JSON.stringify({ [key]: value }).slice(1, -1);
    conditions.push(`strpos(labels, ${bind(toSafeText(part))}) > 0`);
  }
  if (conditions.length === 0) return undefined;
  const found = await ask<{ readonly id: number; readonly labels: string }>(
    `SELECT id, ${labels.length === 0 ? "'{}' AS labels" : 'labels'} FROM groups WHERE ${conditions.join(' AND ')}`,
    values,
  );
  return found
    .filter((row) => labels.every(([key, value]) => readLabels(row.labels)[key] === value))
    .map(({ id }) => id);
}

function readLabels(text: string): Readonly<Record<string, string>> {
  return JSON.parse(fromSafeText(text)) as Readonly<Record<string, string>>;
}

/** What a filter asks of single rows, beside their groups. */
export function rowConditions(
  filter: EventFilter,
  groups: readonly number[] | undefined,
  bind: Bind,
): readonly string[] {
  const { names, correlationId, text } = filter;
  return [
    ...timeConditions(filter, bind),
    ...(groups === undefined ? [] : [`group_id = ANY (${bind(groups)}::int[])`]),
    ...(names === undefined || names.length === 0 ? [] : [`name = ANY (${bind(names.map(toSafeText))}::text[])`]),
    // The empty one is in no index, and no incident.
    ...(correlationId === undefined ? [] : [`incident = ${bind(toSafeText(correlationId))} AND incident <> ''`]),
    ...(text === undefined ? [] : [wordCondition(text, bind)]),
  ];
}

/** Times are whole ms. */
export function timeConditions({ from, until }: EventFilter, bind: Bind): readonly string[] {
  return [
    ...(from !== undefined && Number.isFinite(from) ? [`ended >= ${bind(Math.ceil(from))}::bigint`] : []),
    ...(until !== undefined && Number.isFinite(until) ? [`ended < ${bind(Math.ceil(until))}::bigint`] : []),
  ];
}

/** Whether answers need single rows, which the counts by hour have not. */
export function asksRows({ names, correlationId, text }: EventFilter): boolean {
  return (names !== undefined && names.length > 0) || correlationId !== undefined || text !== undefined;
}

/** `WHERE` with all of them, or nothing. */
export function whereAll(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

/** Words, or the beginnings of some, in any order; as the index has them (`words_of`). */
function wordCondition(text: string, bind: Bind): string {
  const words = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).match(WORDS) ?? [];
  if (words.length === 0) return 'false';
  // In quotes nothing is an operator.
  return `words_of(message) @@ ${bind(words.map((word) => `'w${toSafeText(word)}':*`).join(' & '))}::tsquery`;
}

const WORDS = /[a-z0-9\u0080-\u{10ffff}]+/gu;
