import { fit } from '@outrigger/pod';
import { alignColumns } from '../../resources/align-columns.ts';
import { widthOf } from '../../world/style.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { oneLine, safeJson, safeText, safeYaml } from './safe.ts';

/** A column: its heading, what stands in it, and whether only -o wide has it. */
export interface Column<T> {
  readonly heading: string;
  readonly cell: (row: T) => string;
  readonly isWide?: boolean;
  /** For csv, where a person's short form would be lost on programs. */
  readonly data?: (row: T) => string;
}

/** How rows are printed. */
export interface RowStyle {
  readonly output: string;
  readonly headers: boolean;
}

/** Prints rows in the format that was asked for. */
export async function printRows<T extends object>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  { output, headers }: RowStyle,
  { stdout, env }: Surroundings,
): Promise<void> {
  switch (output) {
    case 'json':
      stdout.write(`${safeJson({ items: rows }, 2)}\n`);
      return;
    case 'jsonl':
      for (const row of rows) stdout.write(`${safeJson(row)}\n`);
      return;
    case 'yaml':
      stdout.write(await safeYaml({ items: rows }));
      return;
    case 'csv':
      if (headers) stdout.write(csvLine(columns.map(({ heading }) => heading.toLowerCase().replaceAll(' ', '_'))));
      for (const row of rows) {
        stdout.write(
          csvLine(columns.map(({ cell, data }) => (data === undefined ? unlessNone(cell(row)) : data(row)))),
        );
      }
      return;
    default: {
      const shown = columns.filter(({ isWide }) => output === 'wide' || !isWide);
      const cells = rows.map((row) => shown.map(({ cell }) => oneLine(cell(row))));
      const lines = alignColumns(headers ? [shown.map(({ heading }) => heading), ...cells] : cells);
      const width = output === 'wide' || !stdout.isTty ? undefined : widthOf(undefined, env, stdout);
      for (const line of lines) stdout.write(`${width === undefined ? line : fit(line, width).trimEnd()}\n`);
    }
  }
}

/** What a table shows by a dash is nothing. */
function unlessNone(cell: string): string {
  return cell === '-' ? '' : cell;
}

/** RFC 4180. A cell that a spreadsheet would take for a formula is kept from that by an apostrophe; a number is none. */
function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => {
    const text = safeText(/^[=+\-@\t\r\n]/.test(cell) && !/^-?[\d.]+$/.test(cell) ? `'${cell}` : cell);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(',')}\r\n`;
}
