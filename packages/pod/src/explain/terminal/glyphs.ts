import type { Mark, SpanKind } from '../chart/chart-model.ts';

/** The signs of a chart: each kind has its own, so that nothing depends on colour. */
export interface Glyphs {
  readonly span: Readonly<Record<SpanKind, string>>;
  readonly mark: Readonly<Record<Exclude<Mark['kind'], 'restart' | 'term'>, string>>;
  readonly tick: string;
  readonly axis: string;
  readonly cut: string;
  readonly pointer: string;
  readonly edge: string;
  readonly ellipsis: string;
  readonly dot: string;
}

/** A bar fills up while a container becomes ready, and runs out while it is stopped. */
export const UNICODE: Glyphs = {
  span: {
    waiting: '·',
    image: '⇣',
    runs: '▓',
    postStart: '»',
    notStarted: '░',
    started: '▒',
    ready: '█',
    preStop: '«',
    held: '▆',
    terming: '▃',
    backOff: '╌',
    exitedOk: ' ',
    exitedFailed: ' ',
  },
  mark: { probeFailed: '!', exitOk: '✓', exitFailed: '✗', killed: 'K' },
  tick: '┴',
  axis: '─',
  cut: '╱',
  pointer: '▲',
  edge: '│',
  ellipsis: '…',
  dot: '·',
};

/** The same with ASCII alone. */
export const ASCII: Glyphs = {
  span: {
    waiting: '.',
    image: 'd',
    runs: '%',
    postStart: '>',
    notStarted: ':',
    started: '=',
    ready: '#',
    preStop: '<',
    held: '+',
    terming: '-',
    backOff: '~',
    exitedOk: ' ',
    exitedFailed: ' ',
  },
  mark: { probeFailed: '!', exitOk: 'o', exitFailed: 'x', killed: 'K' },
  tick: '+',
  axis: '-',
  cut: '/',
  pointer: '^',
  edge: '|',
  ellipsis: '...',
  dot: '-',
};
