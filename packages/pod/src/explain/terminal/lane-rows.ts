import type { Lane, Mark, Span } from '../chart/chart-model.ts';
import { isCut, positionOf, type TimeScale } from '../chart/time-scale.ts';
import { type Cell, isFree, newRow, type Row, write } from './cells.ts';
import type { Glyphs } from './glyphs.ts';

/** How wide a chart's bars are, on which scale, with which signs. */
export interface Canvas {
  readonly scale: TimeScale;
  readonly columns: number;
  readonly glyphs: Glyphs;
}

/** One container's bar, and under it, when there is anything to say, its restarts and failed probes. */
export function laneRows(lane: Lane, canvas: Canvas): readonly Row[] {
  const bar = barOf(lane.spans, canvas);
  const marks = lane.marks.filter((mark) => !isCut(canvas.scale, mark.at));
  for (const [i, mark] of marks.entries()) drawEnd(bar, { mark, next: marks[i + 1] }, canvas);
  const notes = notesOf(marks, canvas);
  drawBreaks(bar, canvas);
  return notes ? [bar, notes] : [bar];
}

/** The column in which a time lies. */
export function columnOf({ scale, columns }: Canvas, at: number): number {
  return Math.min(columns - 1, Math.floor(positionOf(scale, at) * columns + 1e-9));
}

/** Puts the sign of a break into the middle of every quiet stretch that was cut short. */
export function drawBreaks(row: Row, { scale, columns, glyphs }: Canvas): void {
  for (const { start, stop, broken } of scale.stretches)
    if (broken) write(row, Math.floor(((start + stop) / 2) * columns), glyphs.cut, 'dim');
}

/** Each column shows what took most of its time; but what is shorter than a column still gets one. */
function barOf(spans: readonly Span[], canvas: Canvas): Row {
  const { scale, columns, glyphs } = canvas;
  const row: Row = newRow(columns);
  const weights = new Float64Array(columns);
  for (const { kind, from, to } of spans) {
    if (isCut(scale, from, to)) continue;
    const left = positionOf(scale, from) * columns;
    const right = positionOf(scale, to) * columns;
    const boost = right - left < 1 && !QUIET.has(kind) ? 1 : 0;
    const cell: Cell = { text: glyphs.span[kind], kind };
    for (let column = Math.floor(left); column < Math.min(columns, Math.ceil(right)); column++) {
      const weight = Math.min(column + 1, right) - Math.max(column, left) + boost;
      if (weight <= (weights[column] ?? 0)) continue;
      weights[column] = weight;
      row[column] = cell;
    }
  }
  return row;
}

const QUIET: ReadonlySet<Span['kind']> = new Set(['waiting', 'exitedOk', 'exitedFailed', 'backOff']);

/** The sign of an end stands where the pause begins, or on the bar's last column when the next start leaves no room. */
function drawEnd(
  row: Row,
  { mark, next }: { readonly mark: Mark; readonly next: Mark | undefined },
  canvas: Canvas,
): void {
  const { kind, at } = mark;
  if (kind !== 'exitOk' && kind !== 'exitFailed' && kind !== 'killed') return;
  const column = columnOf(canvas, at);
  const isTaken = next?.kind === 'restart' && columnOf(canvas, next.at) === column;
  write(row, isTaken ? Math.max(0, column - 1) : column, canvas.glyphs.mark[kind], kind);
}

/** Restarts by number, the last one first so that it is never missing; failed probes where there is room left. */
function notesOf(marks: readonly Mark[], canvas: Canvas): Row | undefined {
  const row = newRow(canvas.columns);
  const restarts = marks.filter((mark) => mark.kind === 'restart');
  const [first, last] = [restarts[0], restarts.at(-1)];
  for (const mark of new Set([last, first, ...restarts])) {
    if (!mark) continue;
    const text = mark.text.replace(/^restart /, '');
    const column = columnOf(canvas, mark.at);
    if (isFree(row, column, text.length)) write(row, column, text, 'restart');
  }
  for (const { kind, at } of marks) {
    if (kind !== 'probeFailed') continue;
    const column = columnOf(canvas, at);
    if (row[column]?.text === ' ') write(row, column, canvas.glyphs.mark.probeFailed, 'probeFailed');
  }
  return row.some((cell) => cell.text !== ' ') ? row : undefined;
}
