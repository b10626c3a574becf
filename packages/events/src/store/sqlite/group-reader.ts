import type { DatabaseSync } from 'node:sqlite';
import type { DayReading } from './day-reading.ts';
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

/** The templates of messages. */
export interface TemplateReader {
  /** The number of its text, by the number of a group; 0 for none. */
  readonly numberOf: Int32Array;
  readonly textOf: (template: number) => string;
}

/** What of templates the messages of groups need. */
export function templateReader({ database, columnOf }: DayReading, { groups, text }: DayTables): TemplateReader {
  const read = database.prepare(`SELECT text FROM ${text} WHERE id = ?`);
  return {
    numberOf: columnOf(groups, 'template_text'),
    textOf: (template) => (read.get(template) as { readonly text: string } | undefined)?.text ?? '',
  };
}
