import type { DayReading } from './day-reading.ts';
import type { DayTables } from './day-tables.ts';
import { fromGroup, GROUP_COLUMNS, type GroupColumn, type GroupPart, type GroupTexts } from './group-columns.ts';

/** What a group of a day says of its observations. */
export type GroupReader = (id: number) => GroupPart;

/** Reads each group once for a question, and its texts from what is remembered of them. */
export function groupReader({ database, textOf }: DayReading, tables: DayTables): GroupReader {
  const read = database.prepare(`SELECT ${GROUP_COLUMNS.join(', ')} FROM ${tables.groups} WHERE id = ?`);
  const known = new Map<number, GroupPart>();
  const readGroup = (id: number): GroupPart => {
    const ids = read.get(id) as unknown as Readonly<Record<GroupColumn, number | null>>;
    const texts: Partial<Record<GroupColumn, string | null>> = {};
    for (const column of GROUP_COLUMNS) {
      const text = ids[column];
      texts[column] = text === null ? null : textOf(tables, text);
    }
    return fromGroup(texts as GroupTexts);
  };
  return (id) => {
    const group = known.get(id) ?? readGroup(id);
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
export function templateReader({ columnOf, textOf }: DayReading, tables: DayTables): TemplateReader {
  return { numberOf: columnOf(tables.groups, 'template_text'), textOf: (template) => textOf(tables, template) };
}
