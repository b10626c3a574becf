import type { DatabaseSync } from 'node:sqlite';
import { createMarks, type DayTables } from './day-tables.ts';
import type { GroupIds } from './group-ids.ts';
import { incidentKey, nameKey, templateTag, wordKey } from './mark-keys.ts';
import { packPart } from './pack-part.ts';
import type { Posting } from './pack-postings.ts';
import { messageOf, type PartRow } from './part-row.ts';
import { addRun, lastKnownPart, placeOf } from './posting-runs.ts';
import { blockId } from './read-part.ts';
import { WITHIN_WORD, wordsOf } from './words-of.ts';

/** Writes a part to which nothing was added yet that it would be found by; gives its number. */
export function putSmallPart(database: DatabaseSync, tables: DayTables, rows: readonly PartRow[]): number {
  const { last } = database.prepare(`SELECT max(id) AS last FROM ${tables.part}`).get() as { last: number | null };
  return putPart(database, tables, { id: Math.max(last ?? 0, SMALL) + 1, rows, sealed: false });
}

/** Writes a part to which nothing is added any more, and what it is found by. Their numbers are without gaps, but for those that are gone. */
export function sealPart(
  database: DatabaseSync,
  tables: DayTables,
  rows: readonly PartRow[],
  groups: GroupIds,
): number {
  createMarks(database, tables);
  const { last } = database.prepare(`SELECT max(id) AS last FROM ${tables.part} WHERE id < ?`).get(SMALL) as {
    last: number | null;
  };
  const id = Math.max(last ?? 0, lastKnownPart(database, tables)) + 1;
  putPart(database, tables, { id, rows, sealed: true });
  addRun(database, tables, id, postingsOf(id, rows, templatesOf(database, tables, groups)));
  return id;
}

/** Removes a part. */
export function removePart(database: DatabaseSync, { part, block }: DayTables, id: number): void {
  database.prepare(`DELETE FROM ${part} WHERE id = ?`).run(id);
  database.prepare(`DELETE FROM ${block} WHERE id >= ? AND id < ?`).run(blockId(id, 0), blockId(id + 1, 0));
}

/** Parts that are not sealed have greater numbers. */
const SMALL = 2 ** 40;

function putPart(
  database: DatabaseSync,
  { part, block }: DayTables,
  { id, rows, sealed }: { readonly id: number; readonly rows: readonly PartRow[]; readonly sealed: boolean },
): number {
  const { head, blocks } = packPart(rows);
  database
    .prepare(`INSERT INTO ${part} (id, first, last, rows, sealed, head) VALUES (?, ?, ?, ?, ?, ?)`)
    .run(id, rows[0]?.until ?? 0, rows.at(-1)?.until ?? 0, rows.length, Number(sealed), head);
  const putBlock = database.prepare(`INSERT INTO ${block} (id, body) VALUES (?, ?)`);
  for (const [nth, body] of blocks.entries()) putBlock.run(blockId(id, nth), body);
  return id;
}

/** Names, incidents, and the words that messages have in the holes of their templates; of whole messages where a hole may be a part of a word. */
function postingsOf(
  part: number,
  rows: readonly PartRow[],
  templateOf: (group: number) => Template,
): readonly Posting[] {
  const places = new Map<number, number[]>();
  const add = (key: number, place: number): void => {
    const known = places.get(key);
    if (known === undefined) places.set(key, [place]);
    else if (known.at(-1) !== place) known.push(place);
  };
  const keys = new Map<string, readonly number[]>();
  for (const [nth, row] of rows.entries()) {
    const place = placeOf(part, nth);
    add(nameKey(row.name), place);
    if (row.incident !== null) add(incidentKey(row.incident), place);
    const { text, tag, isWithin } = templateOf(row.group);
    const said = isWithin ? messageOf(row, text) : row.message;
    if (said === '') continue;
    const key = `${tag} ${said}`;
    let words = keys.get(key);
    if (words === undefined) {
      words = wordsOf(said).map((word) => wordKey(word, tag));
      keys.set(key, words);
    }
    for (const each of words) add(each, place);
  }
  return Array.from(Float64Array.from(places.keys()).sort(), (key) => [key, places.get(key) ?? []] as const);
}

interface Template {
  readonly text: string;
  readonly tag: number;
  /** Whether a hole may be a part of a word. */
  readonly isWithin: boolean;
}

/** Templates are few. */
function templatesOf(
  database: DatabaseSync,
  { text: table }: DayTables,
  { template_text: numberOf }: GroupIds,
): (group: number) => Template {
  const read = database.prepare(`SELECT text FROM ${table} WHERE id = ?`);
  const known = new Map<number, Template>();
  return (group) => {
    const number = numberOf[group] ?? 0;
    let template = known.get(number);
    if (template === undefined) {
      const row = read.get(number) as { readonly text: string } | undefined;
      const text = row?.text ?? '';
      template = { text, tag: templateTag(row === undefined ? null : text), isWithin: WITHIN_WORD.test(text) };
      known.set(number, template);
    }
    return template;
  };
}
