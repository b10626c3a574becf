import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Observation } from '../../observation.ts';
import { type DayTables, hashOf } from './day-tables.ts';
import { COUNTED_COLUMNS, GROUP_COLUMNS, type GroupTexts, toGroup } from './group-columns.ts';
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
  const insertGroup = database.prepare(
    `INSERT INTO ${tables.groups} (hash, counted, ${GROUP_COLUMNS.join(', ')}) VALUES (?, ?, ${marks})`,
  );
  const isSame = GROUP_COLUMNS.map((column) => `${column} IS ?`).join(' AND ');
  const findGroup = database.prepare(`SELECT id FROM ${tables.groups} WHERE hash = ? AND ${isSame}`);
  const insertCounted = database.prepare(
    `INSERT INTO ${tables.counted} (${COUNTED_COLUMNS.join(', ')}) VALUES (${COUNTED_COLUMNS.map(() => '?').join(', ')})`,
  );
  const texts = remember();
  const groups = remember();
  const counted = remember();
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
    return groups(ids.join(), () => {
      const hash = hashOf(ids.join());
      const known = findGroup.get(hash, ...ids) as { id: number } | undefined;
      return known?.id ?? insert(insertGroup, hash, countedId(group), ...ids);
    });
  };
  const countedId = (group: GroupTexts): number => {
    const ids = COUNTED_COLUMNS.map((column) => textId(group[column]));
    return counted(ids.join(), () => insert(insertCounted, ...ids));
  };

  return {
    write(observations) {
      const rows = parts.withoutKnown(observations).map((each) =>
        toPartRow(
          each,
          groupsByKey(keyOf(each), () => groupId(toGroup(each))),
        ),
      );
      parts.add(rows);
    },
  };
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
