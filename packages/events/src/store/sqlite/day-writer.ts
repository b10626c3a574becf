import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Observation } from '../../observation.ts';
import { type DayTables, HOUR, hashOf } from './day-tables.ts';
import { GROUP_COLUMNS, type GroupTexts, toGroup } from './group-columns.ts';
import { groupKeys } from './group-key.ts';
import { type OpenParts, openParts } from './open-parts.ts';
import { toPartRow } from './part-row.ts';

/** Writes into one day's tables. What it remembers of them is bounded; a memory lost costs time, never truth. */
export interface DayWriter {
  /** Those of them that are not there yet. */
  readonly write: (observations: readonly Observation[]) => void;
}

/** Statements are prepared once per day. */
export function dayWriter(database: DatabaseSync, tables: DayTables): DayWriter {
  const insertText = database.prepare(`INSERT INTO ${tables.text} (hash, text) VALUES (?, ?)`);
  const findText = database.prepare(`SELECT id FROM ${tables.text} WHERE hash = ? AND text = ?`);
  const marks = GROUP_COLUMNS.map(() => '?').join(', ');
  const insertGroup = database.prepare(`INSERT INTO ${tables.groups} (${GROUP_COLUMNS.join(', ')}) VALUES (${marks})`);
  const addHour = database.prepare(
    `INSERT INTO ${tables.hour} VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count,
     rows = rows + excluded.rows, first = min(first, excluded.first), last = max(last, excluded.last)`,
  );
  const texts = remember();
  const groups = remember();
  const groupsByKey = remember();
  const keyOf = groupKeys();
  const parts: OpenParts = openParts(database, tables);

  const textId = (text: string | null): number | null => {
    if (text === null) return null;
    return texts(text, () => {
      const hash = hashOf(text);
      return (findText.get(hash, text) as { id: number } | undefined)?.id ?? insert(insertText, hash, text);
    });
  };
  const groupId = (group: GroupTexts): number => {
    const ids = GROUP_COLUMNS.map((column) => textId(group[column]));
    return groups(ids.join(), () => insert(insertGroup, ...ids));
  };

  return {
    write(observations) {
      const hours = new Map<number, HourCount>();
      const fresh = parts.withoutKnown(observations);
      const rows = fresh.map((observation) => {
        const group = groupsByKey(keyOf(observation), () => groupId(toGroup(observation)));
        countHour(hours, group, observation);
        return toPartRow(observation, group);
      });
      parts.add(rows);
      for (const { group, hour, count, rows: more, first, last } of hours.values())
        addHour.run(group, hour, count, more, first, last);
    },
  };
}

interface HourCount {
  readonly group: number;
  readonly hour: number;
  count: number;
  rows: number;
  first: number;
  last: number;
}

function countHour(hours: Map<number, HourCount>, group: number, { from, until, count }: Observation): void {
  const hour = Math.floor(until / HOUR);
  const key = hour * 2 ** 24 + group;
  const counted = hours.get(key);
  if (counted === undefined) {
    hours.set(key, { group, hour, count, rows: 1, first: from, last: until });
    return;
  }
  counted.count += count;
  counted.rows++;
  counted.first = Math.min(counted.first, from);
  counted.last = Math.max(counted.last, until);
}

/** The number of each key, asked for once as long as it is remembered: the newest 20,000 to 40,000. */
function remember(): (key: string, make: () => number) => number {
  let young = new Map<string, number>();
  let old = young;
  return (key, make) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const id = old.get(key) ?? make();
    if (young.size >= 20_000) {
      old = young;
      young = new Map();
    }
    young.set(key, id);
    return id;
  };
}

function insert(statement: StatementSync, ...values: readonly (string | number | null)[]): number {
  return Number(statement.run(...values).lastInsertRowid);
}
