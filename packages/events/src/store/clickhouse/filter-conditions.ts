import type { EventFilter } from '../event-store.ts';
import { wantedValues } from '../wanted-values.ts';
import type { SqlValues } from './clickhouse-connection.ts';

/** The conditions of a filter in SQL, with their values. */
export interface Conditions {
  readonly conditions: readonly string[];
  readonly values: SqlValues;
}

/** What a filter asks of columns that the counts by hour have, too: everything but times, and what is of single rows. */
export function groupConditions(filter: EventFilter): Conditions {
  const conditions: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [column, list] of wantedValues(filter)) {
    conditions.push(`${column} IN {${column}:Array(String)}`);
    values[column] = list;
  }
  return { conditions, values };
}

/** What a filter asks of single rows, beside {@link groupConditions} and times. */
export function rowConditions({ names, correlationId, labels = {}, text }: EventFilter): Conditions {
  const conditions: string[] = [];
  const values: Record<string, unknown> = {};
  if (names !== undefined && names.length > 0) {
    conditions.push('name IN {name:Array(String)}');
    values.name = names;
  }
  if (correlationId !== undefined) {
    conditions.push('incident = {incident:String}');
    values.incident = correlationId;
  }
  for (const [n, [key, value]] of Object.entries(labels).entries()) {
    conditions.push(`labels[{label${n}:String}] = {value${n}:String} AND mapContains(labels, {label${n}:String})`);
    values[`label${n}`] = key;
    values[`value${n}`] = value;
  }
  // As a live tail finds them. The index knows parts of words.
  for (const [n, word] of (text?.split(/\s+/) ?? []).entries()) {
    if (word === '') continue;
    conditions.push(`lowerUTF8(message) LIKE {word${n}:String}`);
    values[`word${n}`] = `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  }
  return { conditions, values };
}

/** Times are whole ms. */
export function timeConditions({ from, until }: EventFilter): readonly string[] {
  return [
    ...(from !== undefined && Number.isFinite(from) ? [`ended >= ${Math.ceil(from)}`] : []),
    ...(until !== undefined && Number.isFinite(until) ? [`ended < ${Math.ceil(until)}`] : []),
  ];
}

/** `WHERE` with all of them, or nothing. */
export function whereAll(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
