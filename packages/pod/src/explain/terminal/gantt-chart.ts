import type { Scenario } from '../../simulate/scenario.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import { type ChartModel, chartModel, type Lane } from '../chart/chart-model.ts';
import { MARK_WORDS } from '../chart/mark-words.ts';
import { SPAN_KINDS, SPAN_WORDS } from '../chart/span-words.ts';
import { type TimeScale, timeScale } from '../chart/time-scale.ts';
import { printable } from '../words/printable.ts';
import { sayDuration } from '../words/say-duration.ts';
import { fit, pad, textWidth } from '../words/text-width.ts';
import { axisRows, markRows, podRow } from './axis-rows.ts';
import { printRow, type Row } from './cells.ts';
import { ASCII, type Glyphs, UNICODE } from './glyphs.ts';
import { type Canvas, laneRows } from './lane-rows.ts';
import { type Paint, PLAIN } from './paint.ts';

/** How a chart is printed. */
export interface GanttOptions {
  /** Columns of the terminal; no line is longer. */
  readonly width: number;
  /** Signs of ASCII only. */
  readonly ascii?: boolean;
  /** Colours; none by default. */
  readonly paint?: Paint;
  /** What was played, which names crashes and other things done from outside. */
  readonly scenario?: Scenario;
}

/**
 * Draws one pod life as a Gantt chart for the terminal, line by line.
 *
 * @example
 * for (const line of ganttChart(timeline, { width: 100 })) console.log(line);
 */
export function ganttChart(timeline: Timeline, options: GanttOptions): readonly string[] {
  const model = chartModel(timeline, options.scenario);
  const { dot, ellipsis } = options.ascii ? ASCII : UNICODE;
  const title = printable([model.title, `kubelet ${model.kubelet}`, lengthOf(model)].join(` ${dot} `));
  const chart = ganttRows([{ name: '', model }], timeScale([model]), options);
  return [(options.paint ?? PLAIN)('title', fit(title, options.width, ellipsis)), ...chart];
}

/** A chart and what distinguishes it from the others on the same axis. */
export interface NamedModel {
  readonly name: string;
  readonly model: ChartModel;
}

/** Charts on one axis: the rows of the same container stand one under the other. */
export function ganttRows(charts: readonly NamedModel[], scale: TimeScale, options: GanttOptions): readonly string[] {
  const { width, paint = PLAIN } = options;
  const glyphs = options.ascii ? ASCII : UNICODE;
  const labels = labelsOf(charts, { width, glyphs });
  const canvas: Canvas = { scale, columns: Math.max(1, width - labels.width), glyphs };
  const lines: string[] = [];
  const print = (label: string, row: Row) => lines.push(labelled(label, printRow(row, paint)));
  const labelled = (label: string, row: string) =>
    row === '' ? paint('dim', label.trimEnd()) : paint('dim', pad(label, labels.width)) + row;
  for (const [i, { model, name }] of charts.entries())
    print(labels.of({ name: i === 0 ? 'pod' : '', kind: '' }, name), podRow(model.pod, canvas));
  for (const lanes of lanesOf(charts)) {
    for (const [i, { name, of }] of lanes.entries()) {
      const [bar, ...notes] = laneRows(of, canvas);
      const before = lanes[i - 1]?.of;
      const shown = before ? { name: '', kind: before.kind === of.kind ? '' : of.kind } : of;
      if (bar) print(labels.of(shown, name), bar);
      for (const row of notes) print('', row);
    }
  }
  for (const row of axisRows(canvas)) print('', row);
  for (const { model, name } of charts) {
    for (const [i, row] of markRows(model.marks, canvas).entries())
      print(i === 0 ? labels.of({ name: '', kind: '' }, name) : '', row);
  }
  return width > labels.width ? [...lines, ...legend(charts, { width, glyphs, paint })] : lines.map(() => '');
}

/** The lanes of the same container in every chart, in the order of the first chart that has it. */
function lanesOf(charts: readonly NamedModel[]): readonly (readonly { readonly name: string; readonly of: Lane }[])[] {
  const names = new Set(charts.flatMap(({ model }) => model.lanes.map((lane) => lane.name)));
  return [...names].map((wanted) =>
    charts.flatMap(({ name, model }) => model.lanes.filter((of) => of.name === wanted).map((of) => ({ name, of }))),
  );
}

interface Labels {
  readonly width: number;
  readonly of: (lane: { readonly name: string; readonly kind: string }, chart: string) => string;
}

/** Name, kind, and which chart; the kind goes first when there is little room. */
function labelsOf(
  charts: readonly NamedModel[],
  { width, glyphs }: { readonly width: number; readonly glyphs: Glyphs },
): Labels {
  const lanes = charts.flatMap(({ model }) => model.lanes);
  const most = Math.max(3, Math.floor(width / 5));
  const name = Math.min(most, Math.max(3, ...lanes.map((lane) => textWidth(printable(lane.name)))));
  const kind = width < 60 ? 0 : Math.max(...lanes.map((lane) => lane.kind.length + 1), 1);
  const chart = Math.min(most, Math.max(...charts.map((one) => (one.name ? textWidth(printable(one.name)) + 1 : 0))));
  const text = (value: string, columns: number) =>
    pad(fit(printable(value), Math.max(0, columns), glyphs.ellipsis), columns);
  return {
    width: name + 1 + kind + chart,
    of(lane, chartName) {
      const shownKind = kind > 0 ? `${text(lane.kind, kind - 1)} ` : '';
      return `${text(lane.name, name)} ${shownKind}${chart > 0 ? text(chartName, chart - 1) : ''}`;
    },
  };
}

function legend(
  charts: readonly NamedModel[],
  { width, glyphs, paint }: { readonly width: number; readonly glyphs: Glyphs; readonly paint: Paint },
): readonly string[] {
  const lanes = charts.flatMap(({ model }) => model.lanes);
  const spans = new Set(lanes.flatMap((lane) => lane.spans.map((span) => span.kind)));
  const marks = new Set(lanes.flatMap((lane) => lane.marks.map((mark) => mark.kind)));
  const entries = SPAN_KINDS.filter((kind) => spans.has(kind) && glyphs.span[kind] !== ' ').map(
    (kind) => [kind, glyphs.span[kind], SPAN_WORDS[kind]] as const,
  );
  const ends = MARK_WORDS.filter(([kind]) => marks.has(kind)).map(
    ([kind, words]) => [kind, kind === 'restart' ? '1' : glyphs.mark[kind], words] as const,
  );
  const lines: { width: number; text: string }[] = [];
  for (const [kind, sign, words] of [...entries, ...ends]) {
    const length = textWidth(sign) + 1 + words.length;
    const line = lines.at(-1);
    const text = `${paint(kind, sign)} ${words}`;
    if (length > width) continue;
    if (line && line.width + 3 + length <= width) {
      line.width += 3 + length;
      line.text += `   ${text}`;
    } else lines.push({ width: length, text });
  }
  return lines.map((line) => line.text);
}

function lengthOf({ end, endedBy }: ChartModel): string {
  if (endedBy === 'gone') return `gone after ${sayDuration(end)}`;
  return endedBy === 'terminal' ? `over after ${sayDuration(end)}` : sayDuration(end);
}
