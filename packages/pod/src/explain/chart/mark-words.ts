import type { Mark } from './chart-model.ts';

/** What the signs of a chart are called in its legend; stop signals have none, for the bar shows them. */
export const MARK_WORDS: readonly (readonly [kind: Exclude<Mark['kind'], 'term'>, words: string])[] = [
  ['exitOk', 'exit 0'],
  ['exitFailed', 'exit, not 0'],
  ['killed', 'SIGKILL'],
  ['probeFailed', 'probe failed'],
  ['restart', 'restart number'],
];
