import type { PodMark, PodSpan } from '../chart/chart-model.ts';
import { podWord } from '../chart/pod-word.ts';
import { ticksOf } from '../chart/ticks.ts';
import { isCut, positionOf } from '../chart/time-scale.ts';
import { shortDuration } from '../words/say-duration.ts';
import { fit, textWidth } from '../words/text-width.ts';
import { isFree, newRow, type Row, write } from './cells.ts';
import { type Canvas, columnOf, drawBreaks } from './lane-rows.ts';

/** The axis and its labels; a break is labelled with the time it stands for. */
export function axisRows(canvas: Canvas): readonly Row[] {
  const { scale, columns, glyphs } = canvas;
  const line = newRow(columns);
  const labels = newRow(columns);
  write(line, 0, glyphs.axis.repeat(columns), 'dim');
  for (const { position, label } of ticksOf(scale, LABEL_ROOM / columns)) {
    const column = Math.min(columns - 1, Math.floor(position * columns + 1e-9));
    write(line, column, glyphs.tick, 'dim');
    const at = Math.min(column, columns - label.length);
    if (isFree(labels, at, label.length)) write(labels, at, label);
  }
  for (const { from, to, start, stop, broken } of scale.stretches) {
    if (!broken) continue;
    const label = `(${shortDuration(to - from)})`;
    const centre = Math.round(((start + stop) / 2) * columns - label.length / 2);
    const column = [0, -1, 1, -2, 2, -3, 3].map((by) => centre + by).find((at) => isFree(labels, at, label.length));
    if (column !== undefined) write(labels, column, label, 'dim');
  }
  drawBreaks(line, canvas);
  return [line, labels];
}

/** Columns that a label and the space around it need. */
const LABEL_ROOM = 8;

/** What was done to the pod, each with a pointer; as many rows as it takes. */
export function markRows(marks: readonly PodMark[], canvas: Canvas): readonly Row[] {
  const rows: Row[] = [];
  const { columns, glyphs } = canvas;
  for (const [column, text] of textsByColumn(marks, canvas)) {
    const room = Math.max(column, columns - column) - 2;
    const words = fit(text, room, glyphs.ellipsis);
    const toTheLeft = column + 2 + textWidth(words) > columns;
    const label = toTheLeft ? `${words} ${glyphs.pointer}` : `${glyphs.pointer} ${words}`;
    const start = toTheLeft ? column - textWidth(words) - 1 : column;
    let row = rows.find((candidate) => isFree(candidate, start, textWidth(label)));
    if (!row) {
      row = newRow(columns);
      rows.push(row);
    }
    write(row, start, label, 'mark');
  }
  return rows;
}

/** What lies in one column shares a pointer. */
function textsByColumn(marks: readonly PodMark[], canvas: Canvas): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const { at, text } of marks) {
    const column = columnOf(canvas, at);
    const before = texts.get(column);
    texts.set(column, before === undefined ? text : `${before}, ${text}`);
  }
  return texts;
}

/** The pod's own row: its phase in words. */
export function podRow(spans: readonly PodSpan[], canvas: Canvas): Row {
  const { scale, columns, glyphs } = canvas;
  const row = newRow(columns);
  for (const span of spans) {
    if (isCut(scale, span.from, span.to)) continue;
    const left = Math.floor(positionOf(scale, span.from) * columns + 1e-9);
    const right = Math.floor(positionOf(scale, span.to) * columns + 1e-9);
    if (right <= left) continue;
    write(row, left, glyphs.edge, 'dim');
    const word = podWord(span);
    const room = right - left - 1;
    if (room < Math.min(LEAST, word.length)) continue;
    const kind = word === 'Ready' ? 'good' : word === 'Terminating' ? 'terming' : word;
    write(row, left + 1, fit(word, room, glyphs.ellipsis), kind);
  }
  return row;
}

/** Columns below which a part of a word says nothing. */
const LEAST = 5;
