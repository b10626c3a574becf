import type { DatabaseSync } from 'node:sqlite';
import type { DayTables } from './day-tables.ts';
import { fromGroup, GROUP_COLUMNS, type GroupPart, type GroupTexts } from './group-columns.ts';

/** What a group of a day says of its observations. */
export type GroupReader = (id: number) => GroupPart;

/** Reads each group once. */
export function groupReader(database: DatabaseSync, { groups, text }: DayTables): GroupReader {
  const columns = GROUP_COLUMNS.map((each) => `(SELECT text FROM ${text} WHERE id = g.${each}) AS ${each}`);
  const read = database.prepare(`SELECT ${columns.join(', ')} FROM ${groups} AS g WHERE id = ?`);
  const known = new Map<number, GroupPart>();
  return (id) => {
    const group = known.get(id) ?? fromGroup(read.get(id) as unknown as GroupTexts);
    known.set(id, group);
    return group;
  };
}

/** The template of each group, which is all that its messages need; read once. */
export function templateReader(database: DatabaseSync, { groups, text }: DayTables): (id: number) => string {
  const read = database.prepare(
    `SELECT t.text FROM ${groups} AS g JOIN ${text} AS t ON t.id = g.template_text WHERE g.id = ?`,
  );
  const known = new Map<number, string>();
  return (id) => {
    const template = known.get(id) ?? (read.get(id) as { readonly text: string } | undefined)?.text ?? '';
    known.set(id, template);
    return template;
  };
}
