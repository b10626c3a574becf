import { textWidth } from '@outrigger/pod';

/** Rows of cells as lines, three blanks between columns as kubectl has them; blanks at the end are left out. */
export function alignColumns(rows: readonly (readonly string[])[], gap = 3): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => textWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - textWidth(cell) + gap))
      .join('')
      .trimEnd(),
  );
}
