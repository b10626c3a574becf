import type { Span, SpanKind } from './chart-model.ts';

/** What each kind of span is called, in legends and details; in the order of a life. */
export const SPAN_WORDS: Readonly<Record<SpanKind, string>> = {
  waiting: 'waiting',
  image: 'waiting for its image',
  runs: 'runs',
  postStart: 'postStart hook',
  notStarted: 'startup probe pending',
  started: 'running, not ready',
  ready: 'ready',
  preStop: 'preStop hook',
  held: 'waits for its turn to stop',
  terming: 'has the stop signal',
  backOff: 'back-off',
  exitedOk: 'exited with 0',
  exitedFailed: 'exited with an error',
};

/** Every kind, in the order of a life. */
export const SPAN_KINDS: readonly SpanKind[] = Object.keys(SPAN_WORDS) as SpanKind[];

/** What a span is, with its note: `back-off 10 s after exit 1`, `waiting (PodInitializing)`, `exited with 137`. */
export function spanText({ kind, note }: Pick<Span, 'kind' | 'note'>): string {
  if (note === '') return SPAN_WORDS[kind];
  if (kind === 'backOff') return note;
  if (kind === 'exitedOk' || kind === 'exitedFailed') return note.replace(/^exit /, 'exited with ');
  return `${SPAN_WORDS[kind]} (${note})`;
}
