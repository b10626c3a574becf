import type { DatabaseSync } from 'node:sqlite';
import { createMarks, type DayTables, hashOf } from './day-tables.ts';
import { packPart } from './pack-part.ts';
import { messageOf, type PartRow } from './part-row.ts';
import { WITHIN_WORD, wordsOf } from './words-of.ts';

/** What a sealed part is found by. */
export const markOf = {
  name: (name: string): number => hashOf(`name ${name}`),
  incident: (id: string): number => hashOf(`incident ${id}`),
  group: (id: number): number => hashOf(`group ${id}`),
};

/** Writes a part; gives its number. */
export function putPart(
  database: DatabaseSync,
  { part }: DayTables,
  rows: readonly PartRow[],
  sealed: boolean,
): number {
  const { head, body } = packPart(rows);
  const { lastInsertRowid } = database
    .prepare(`INSERT INTO ${part} (first, last, rows, sealed, head, body) VALUES (?, ?, ?, ?, ?, ?)`)
    .run(rows[0]?.until ?? 0, rows.at(-1)?.until ?? 0, rows.length, Number(sealed), head, body);
  return Number(lastInsertRowid);
}

/** Writes a part to which nothing is added any more, and what it is found by. */
export function sealPart(database: DatabaseSync, tables: DayTables, rows: readonly PartRow[]): number {
  createMarks(database, tables);
  const id = putPart(database, tables, rows, true);
  const marks = new Set<number>();
  const groups = new Set<number>();
  const names = new Set<string>();
  const incidents = new Set<string>();
  for (const { name, incident, group } of rows) {
    groups.add(group);
    names.add(name);
    if (incident !== null) incidents.add(incident);
  }
  for (const each of groups) marks.add(markOf.group(each));
  for (const each of names) marks.add(markOf.name(each));
  for (const each of incidents) marks.add(markOf.incident(each));
  const putMark = database.prepare(`INSERT INTO ${tables.mark} VALUES (?, ?) ON CONFLICT DO NOTHING`);
  for (const hash of [...marks].sort((a, b) => a - b)) putMark.run(hash, id);
  const words = wordsIn(rows, readTemplates(database, tables, groups));
  database.prepare(`INSERT INTO ${tables.words} (rowid, text) VALUES (?, ?)`).run(id, words);
  return id;
}

function readTemplates(
  database: DatabaseSync,
  { groups, text }: DayTables,
  ids: ReadonlySet<number>,
): ReadonlyMap<number, string | null> {
  const rows = database
    .prepare(
      `SELECT id, (SELECT text FROM ${text} WHERE id = g.template_text) AS text FROM ${groups} AS g
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify([...ids])) as unknown as readonly { readonly id: number; readonly text: string | null }[];
  return new Map(rows.map(({ id, text: template }) => [id, template]));
}

/** The words of templates and of what they leave open; of the whole messages where what is left open may be a part of a word. */
function wordsIn(rows: readonly PartRow[], templates: ReadonlyMap<number, string | null>): string {
  const words = new Set<string>();
  const messages = new Set<string>();
  for (const template of new Set(templates.values())) if (template !== null) wordsOf(template, words);
  for (const row of rows) {
    const template = templates.get(row.group) ?? '';
    messages.add(WITHIN_WORD.test(template) ? messageOf(row, template) : row.message);
  }
  for (const message of messages) wordsOf(message, words);
  return [...words].join(' ');
}
