import { printQuantity } from '../quantity/print-quantity.ts';
import type { Cell, NodeDescription } from './describe-node.ts';

/** Prints the section "Allocated resources" letter for letter as `kubectl describe node` does. */
export function printNodeTotals({ totals }: NodeDescription): string {
  const rows = totals.map(({ resource, requests, limits }) => [resource, printCell(requests), printCell(limits)]);
  return [
    HEADING,
    ...alignColumns([['Resource', 'Requests', 'Limits'], ['--------', '--------', '------'], ...rows]),
  ].join('\n');
}

/** Prints one cell: `100m (2%)`, or the amount alone where there is no percentage. */
export function printCell({ amount, percent }: Cell): string {
  return percent === undefined ? printQuantity(amount) : `${printQuantity(amount)} (${printPercent(percent)}%)`;
}

const HEADING = 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)';

/** What Go makes of NaN and infinity on amd64 when it converts them to an int64. */
const LOWEST_INT64 = '-9223372036854775808';

function printPercent(percent: number): string {
  return Number.isFinite(percent) ? `${percent}` : LOWEST_INT64;
}

/** text/tabwriter with a padding of 2, as kubectl sets it up; the last column is not padded. */
function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)) + 2);
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('')}`);
}
