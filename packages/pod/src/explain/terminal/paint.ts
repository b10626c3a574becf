import type { Mark, PodSpan, SpanKind } from '../chart/chart-model.ts';

/** What a piece of text in the terminal stands for; whoever prints decides whether that has a colour. */
export type PaintKind = SpanKind | Mark['kind'] | PodSpan['phase'] | 'title' | 'dim' | 'good' | 'warning' | 'mark';

/** Gives a text the colour of its kind, or leaves it alone. It must not change the text's width. */
export type Paint = (kind: PaintKind, text: string) => string;

/** No colour at all. */
export const PLAIN: Paint = (_, text) => text;

/** The sixteen ANSI colours, which follow the reader's own theme. */
export const ANSI: Paint = (kind, text) => {
  const code = CODES[kind];
  return code === undefined || text === '' ? text : `\u001b[${code}m${text}\u001b[0m`;
};

const CODES: Readonly<Partial<Record<PaintKind, string>>> = {
  waiting: '2',
  image: '35',
  runs: '36',
  postStart: '34',
  notStarted: '33',
  started: '33',
  ready: '32',
  preStop: '34',
  held: '36',
  terming: '35',
  backOff: '31',
  restart: '2',
  probeFailed: '33',
  exitOk: '32',
  exitFailed: '1;31',
  killed: '1;31',
  Pending: '2',
  Running: '33',
  Succeeded: '32',
  Failed: '31',
  Gone: '2',
  title: '1',
  dim: '2',
  good: '32',
  warning: '33',
  mark: '1;36',
};
