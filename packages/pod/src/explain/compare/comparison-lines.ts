import type { Scenario } from '../../simulate/scenario.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import { type ChartModel, chartModel } from '../chart/chart-model.ts';
import { timeScale } from '../chart/time-scale.ts';
import { type GanttOptions, ganttRows } from '../terminal/gantt-chart.ts';
import { PLAIN } from '../terminal/paint.ts';
import { printable } from '../words/printable.ts';
import { fit, pad, textWidth } from '../words/text-width.ts';
import { wrap } from '../words/wrap.ts';
import type { Comparison } from './difference.ts';

/** Two lives, how they differ, and what was played in each. */
export interface ComparedTimelines {
  readonly a: Timeline;
  readonly b: Timeline;
  readonly comparison: Comparison;
  readonly scenarios?: readonly [Scenario, Scenario];
}

/**
 * Prints two lives for the terminal: the one sentence, both charts on one axis with the rows of each container one under
 * the other (one chart where they are the same), and a table of what differs.
 */
export function comparisonLines(
  { a, b, comparison, scenarios }: ComparedTimelines,
  options: Omit<GanttOptions, 'scenario'>,
): readonly string[] {
  const { width, paint = PLAIN } = options;
  const models = [chartModel(a, scenarios?.[0]), chartModel(b, scenarios?.[1])] as const;
  const charts = models.map((model, i) => ({ model, name: comparison.names[i] ?? '' }));
  return [
    ...wrap(printable(comparison.summary), width).map((line) => paint('title', line)),
    '',
    ...ganttRows(looksTheSame(models) ? [{ model: models[0], name: '' }] : charts, timeScale(models), options),
    ...(comparison.differences.length > 0 ? ['', ...differenceTable(comparison, options)] : []),
  ];
}

/** Whether two charts would be the same to the last sign. */
function looksTheSame([a, b]: readonly [ChartModel, ChartModel]): boolean {
  const drawn = ({ pod, lanes, marks }: ChartModel) => JSON.stringify([pod, lanes, marks]);
  return drawn(a) === drawn(b);
}

/** One row per difference: what, and how it is in each life. */
function differenceTable(
  { differences, names }: Comparison,
  { width, paint = PLAIN }: Omit<GanttOptions, 'scenario'>,
): readonly string[] {
  const rows = [['', names[0], names[1]], ...differences.map(({ what, a, b }) => [what, a, b])].map((row) =>
    row.map(printable),
  );
  const widest = (column: number) => Math.max(...rows.map((row) => textWidth(row[column] ?? '')));
  const first = Math.min(widest(0), Math.floor(width * 0.4));
  const second = Math.min(widest(1), Math.floor((width - first - 4) / 2));
  const third = width - first - second - 4;
  return rows.flatMap((row, i) => {
    const cells = [first, second, third].map((columns, column) => wrap(row[column] ?? '', Math.max(1, columns)));
    const lines = Array.from({ length: Math.max(...cells.map((cell) => cell.length)) }, (_, line) =>
      `${pad(cells[0]?.[line] ?? '', first)}  ${pad(cells[1]?.[line] ?? '', second)}  ${cells[2]?.[line] ?? ''}`.trimEnd(),
    );
    return i === 0 ? lines.map((line) => paint('dim', fit(line, width))) : lines.map((line) => fit(line, width));
  });
}
