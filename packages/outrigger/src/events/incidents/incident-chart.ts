import type { Incident } from '@outrigger/events';
import { fit, textWidth } from '@outrigger/pod';
import { sayBriefly } from './incident-story.ts';

/** Incidents over time, a line each: who began it, when it was, what it did. */
export function incidentChart(incidents: readonly Incident[], width: number): readonly string[] {
  const sorted = incidents.toSorted((a, b) => a.from - b.from);
  const start = Math.min(...sorted.map(({ from }) => from));
  const end = Math.max(start + 1000, ...sorted.map(({ until }) => until));
  const names = sorted.map(({ root }) => fit(sayBriefly(root), Math.floor(width / 3)));
  const label = Math.max(4, ...names.map(textWidth));
  const room = Math.max(12, Math.floor((width - label) * 0.55));
  const at = (time: number): number => Math.min(room - 1, Math.floor(((time - start) / (end - start)) * room));
  const lines = sorted.map((incident, i) => {
    const name = names[i] ?? '';
    const [from, until] = [at(incident.from), at(incident.until)];
    const sign = SIGNS[incident.severity] ?? '▒';
    // Of an open one nobody knows the end.
    const tip = incident.state === 'open' ? '▸' : '';
    const bar = `${' '.repeat(from)}${sign.repeat(until - from + 1)}${tip}`.padEnd(room + 1);
    const effect = incident.affected.length === 0 ? '' : ` → ${incident.affected.map(sayBriefly).join(', ')}`;
    const text = `${name}${' '.repeat(label - textWidth(name))}  ${bar} ${incident.reasons.join(', ')}${effect}`;
    return fit(text, width).trimEnd();
  });
  return [axis(start, end, label, room), ...lines, `${' '.repeat(label)}  █ critical  ▓ error  ▒ less  ▸ still open`];
}

const SIGNS: Readonly<Record<string, string>> = { critical: '█', error: '▓' };

function axis(start: number, end: number, label: number, room: number): string {
  const isLong = end - start > 86_400_000;
  const [first, last] = [start, end].map((time) => {
    const text = new Date(time).toISOString();
    return isLong ? text.slice(5, 16).replace('T', ' ') : text.slice(11, 19);
  });
  return `${' '.repeat(label)}  ${first}${' '.repeat(Math.max(1, room - textWidth(`${first}${last}`)))}${last}`;
}
