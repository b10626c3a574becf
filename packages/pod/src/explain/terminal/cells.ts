import type { Paint, PaintKind } from './paint.ts';

/** One column of a row: a sign of width 1, and what it stands for. */
export interface Cell {
  readonly text: string;
  readonly kind: PaintKind | undefined;
}

/** A row of columns that is written into before it is printed. */
export type Row = Cell[];

/** An empty row. */
export function newRow(width: number): Row {
  return Array.from({ length: width }, () => EMPTY);
}

const EMPTY: Cell = { text: ' ', kind: undefined };

/** Writes a text of width-1 signs into a row; what does not fit is cut. */
export function write(row: Row, at: number, text: string, kind?: PaintKind): void {
  let column = at;
  for (const sign of text) {
    if (column >= 0 && column < row.length) row[column] = { text: sign, kind };
    column++;
  }
}

/** True when columns from `at` on are empty, one more on each side included. */
export function isFree(row: Row, at: number, length: number): boolean {
  if (at < 0 || at + length > row.length) return false;
  return row.slice(Math.max(0, at - 1), at + length + 1).every((cell) => cell.text === ' ');
}

/** The row as text, neighbours of the same kind painted together; no spaces at the end. */
export function printRow(row: Row, paint: Paint): string {
  let printed = '';
  let pending = '';
  let kind: PaintKind | undefined;
  const flush = () => {
    printed += kind === undefined ? pending : paint(kind, pending);
    pending = '';
  };
  const length = row.findLastIndex((cell) => cell.text !== ' ') + 1;
  for (const cell of row.slice(0, length)) {
    if (cell.kind !== kind) flush();
    kind = cell.kind;
    pending += cell.text;
  }
  flush();
  return printed;
}
