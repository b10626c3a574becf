import type { Timeline } from '../../simulate/timeline.ts';
import { humanDuration } from '../words/human-duration.ts';
import { printable } from '../words/printable.ts';
import { shortDuration } from '../words/say-duration.ts';
import { pad, textWidth } from '../words/text-width.ts';
import { eventRows, printAge } from './event-rows.ts';
import { foldRows, isFold } from './fold-rows.ts';
import { printRestarts } from './pod-row.ts';
import { podRows } from './pod-rows.ts';

/** `kubectl get pod` over time, as a table with a first column that says when; repetition is folded. */
export function podTable(timeline: Timeline): readonly string[] {
  const rows = foldRows(podRows(timeline)).map((row) => {
    if (isFold(row))
      return ['', '', `... ${row.folded} more changes of the same kind, until ${shortDuration(row.until)}`];
    const { at, ready, status } = row;
    return [shortDuration(at), ready, printable(status), printRestarts(row, at), humanDuration(at)];
  });
  const gone = timeline.status.find((entry) => entry.gone);
  if (gone) rows.push([shortDuration(gone.at), '', '(not found: the pod is gone)']);
  return table([['AT', 'READY', 'STATUS', 'RESTARTS', 'AGE'], ...rows]);
}

/** The Events table of `kubectl describe pod` at a moment; by default at the end of the play. */
export function eventTable(timeline: Timeline, at: number = timeline.end): readonly string[] {
  const rows = eventRows(timeline, at).map((row) => [
    row.type,
    row.reason,
    printAge(row, at),
    row.from,
    printable(row.message),
  ]);
  if (rows.length === 0) return ['Events:  <none>'];
  return [
    'Events:',
    ...table([['Type', 'Reason', 'Age', 'From', 'Message'], RULE, ...rows]).map((line) => `  ${line}`),
  ];
}

const RULE = ['----', '------', '----', '----', '-------'];

/** Columns three spaces apart, as kubectl sets them; a last cell may be as long as it likes. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.slice(0, -1).entries()) widths[i] = Math.max(widths[i] ?? 0, textWidth(cell) + 3);
  return rows.map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : pad(cell, widths[i] ?? 0))).join(''));
}
