import type { Draft } from '@outrigger/pod';
import type { ApiObject } from '../object/api-object.ts';
import type { Column } from './column.ts';

/** What stands in a row under a column. */
export type Cell = string | number | boolean | null;

/** How objects of one kind are printed. */
export interface Printer {
  readonly columns: readonly Column[];
  /** One cell per column. */
  readonly cells: (object: ApiObject, now: Date) => readonly Cell[];
  /** What the row says about the whole object; kubectl of old left completed pods out by it. */
  readonly conditions?: (object: ApiObject) => readonly RowCondition[];
}

/** meta/v1 TableRowCondition@1.36. */
export interface RowCondition {
  readonly type: 'Completed';
  readonly status: 'True';
  readonly reason: string;
  readonly message: string;
}

/** A printer for objects of a type; they are read as loosely as they may have been written. */
export function printer<T>(
  columns: readonly Column[],
  cells: (object: Draft<T>, now: Date) => readonly Cell[],
): Printer {
  return { columns, cells: (object, now) => cells(withoutNulls(object) as Draft<T>, now) };
}

/** The API writes null for lists and times that are empty; for a reader they are not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([name, item]) => [name, withoutNulls(item)]));
}
