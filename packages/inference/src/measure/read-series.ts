import type { SeriesName } from './engines.ts';

/** One line of a metrics page. */
export interface SeriesLine {
  readonly labels: string;
  readonly value: number;
}

/**
 * The lines of one series of a page in Prometheus' text format, found by its bytes: a server tells hundreds of series, of
 * which a picker wants five.
 */
export function readSeries(page: Buffer, { name, where }: SeriesName): readonly SeriesLine[] {
  const lines: SeriesLine[] = [];
  const wanted = needleOf(name);
  for (let at = page.indexOf(wanted); at >= 0; at = page.indexOf(wanted, at + name.length)) {
    if (at > 0 && page[at - 1] !== NEW_LINE) continue;
    const after = page[at + name.length];
    if (after !== OPEN && after !== SPACE) continue;
    const newLine = page.indexOf(NEW_LINE, at);
    const line = page.toString('utf8', at + name.length, newLine < 0 ? page.length : newLine);
    const close = after === OPEN ? endOfLabels(line) : 0;
    if (close < 0) continue;
    const labels = line.slice(1, close);
    const value = Number.parseFloat(line.slice(after === OPEN ? close + 1 : 0));
    if (Number.isNaN(value)) continue;
    if (!where || labelOf(labels, where[0]) === where[1]) lines.push({ labels, value });
  }
  return lines;
}

/** A string would be turned into bytes for each search. */
function needleOf(name: string): Buffer {
  const known = needles.get(name);
  if (known) return known;
  const made = Buffer.from(name);
  needles.set(name, made);
  return made;
}

/** Of the few names that engines have. */
const needles = new Map<string, Buffer>();

/** The value of a label; undefined when the line has none of that name. */
export function labelOf(labels: string, name: string): string | undefined {
  if (!labels.includes(name)) return undefined;
  for (const [, key, value] of labels.matchAll(LABEL)) {
    if (key === name) return (value as string).replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
  }
  return undefined;
}

const LABEL = /([A-Za-z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"/g;

/** Where the labels' closing brace stands; braces within a value do not close. */
function endOfLabels(line: string): number {
  return (LABELS.exec(line)?.[0].length ?? 0) - 1;
}

const LABELS = /^\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\}/;

const NEW_LINE = 0x0a;
const OPEN = 0x7b;
const SPACE = 0x20;
