import type { EventFilter } from '../event-store.ts';
import { DAY, type DayTables, SLOTS } from './day-tables.ts';

/** The conditions of a filter that a group does not decide, in SQL with its values. */
export function rowConditions(
  tables: DayTables,
  { names, correlationId, text, from, until }: EventFilter,
): {
  readonly conditions: readonly string[];
  readonly values: readonly (string | number)[];
  readonly index: string | undefined;
} {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  let index: string | undefined;
  if (text !== undefined) {
    conditions.push(`message IN (SELECT rowid FROM ${tables.words} WHERE ${tables.words} MATCH ?)`);
    values.push(wordsOf(text));
  }
  if (names !== undefined && names.length > 0) {
    conditions.push(`object IN (SELECT id FROM ${tables.object} WHERE name IN (SELECT value FROM json_each(?)))`);
    values.push(JSON.stringify(names));
    index = `${tables.row}_object`;
  }
  if (correlationId !== undefined) {
    conditions.push(`incident = (SELECT id FROM ${tables.text} WHERE text = ?)`);
    values.push(correlationId);
    index = `${tables.row}_incident`;
  }
  const start = tables.day * DAY;
  if (from !== undefined && from > start) {
    conditions.push('key >= ?');
    values.push(Math.ceil(Math.min(from - start, DAY)) * SLOTS);
  }
  if (until !== undefined && until < start + DAY) {
    conditions.push('key < ?');
    values.push(Math.ceil(Math.max(until - start, 0)) * SLOTS);
  }
  return { conditions, values, index };
}

/** Each word, or the beginning of one, in any order. In quotes nothing is an operator of FTS5. */
function wordsOf(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? '""' : words.map((word) => `"${word}"*`).join(' AND ');
}
