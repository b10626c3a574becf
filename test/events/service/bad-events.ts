/** Something that somebody has written into the place of an Event, and whether it can be told as one. */
export interface BadEvent {
  readonly what: string;
  readonly object: Readonly<Record<string, unknown>>;
  /** As `outrigger_events_refused_total` says it. */
  readonly refused?: 'no-reason-and-message';
}

const NOW = `${new Date().toISOString().slice(0, 19)}Z`;
const good = {
  involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web', uid: 'web' },
  reason: 'BackOff',
  message: 'Back-off restarting failed container app in pod web',
  type: 'Warning',
  source: { component: 'kubelet', host: 'node-1' },
  firstTimestamp: NOW,
  lastTimestamp: NOW,
  count: 1,
};
const with_ = (what: string, changed: Readonly<Record<string, unknown>>): BadEvent => ({
  what,
  object: { ...good, ...changed },
});
const about = (changed: Readonly<Record<string, unknown>>) => ({
  involvedObject: { ...good.involvedObject, ...changed },
});

/** What clears a screen, sets a title, begins a link, rings; lines; writing turned around; markup; a formula; half a character. */
const HOSTILE =
  '\u001b[2J\u001b]0;owned\u0007\u009b31m\u001b]8;;http://evil\u001b\\ \u202egnp.exe\u2066 \r\n\t\b\u0000<script>alert(1)</script>"\';DROP TABLE rows;--=cmd() \ud800';

/** One row for each way in which an Event can be wrong. */
export const BAD_EVENTS: readonly BadEvent[] = [
  { what: 'nothing at all', object: {}, refused: 'no-reason-and-message' },
  with_('no reason', { reason: '' }),
  with_('no message', { message: undefined }),
  { ...with_('neither', { reason: null, message: null }), refused: 'no-reason-and-message' },
  with_('no object', { involvedObject: undefined }),
  with_('null for an object', { involvedObject: null }),
  with_('a list for an object', { involvedObject: [1, 2] }),
  with_('a text for an object', { involvedObject: 'pod/web' }),
  with_('an unknown kind', about({ apiVersion: 'example.com/v9', kind: 'Zeppelin' })),
  with_('a kind without a name', about({ name: '' })),
  with_('an object without a kind', about({ kind: '' })),
  with_('a name of 10,000 letters', about({ name: 'x'.repeat(10_000) })),
  with_('a hostile name', about({ name: HOSTILE, namespace: HOSTILE, kind: HOSTILE })),
  with_('a hostile message', { message: HOSTILE }),
  with_('a hostile reason', { reason: HOSTILE }),
  with_('a hostile source', { source: { component: HOSTILE, host: HOSTILE } }),
  with_('a hostile type', { type: HOSTILE }),
  with_('a message of 76 kB', { message: `${'pod is not ready, '.repeat(4300)}end` }),
  with_('a message of 1 MB', { message: 'y'.repeat(1_000_000) }),
  with_('a message of a thousand lines', { message: 'line\n'.repeat(1000) }),
  with_('a number for a message', { message: 42 }),
  with_('an object for a reason', { reason: { a: 1 } }),
  with_('a list for a source', { source: ['kubelet'] }),
  with_('a number for a type', { type: 7 }),
  with_('no times', { firstTimestamp: null, lastTimestamp: null }),
  with_('the year 1', { firstTimestamp: '0001-01-01T00:00:00Z', lastTimestamp: '0001-01-01T00:00:00Z' }),
  with_('the year 9999', { lastTimestamp: '9999-12-31T23:59:59Z' }),
  with_('an end before its beginning', { firstTimestamp: NOW, lastTimestamp: '2020-01-01T00:00:00Z' }),
  with_('a time that is none', { lastTimestamp: 'yesterday', eventTime: 'soon' }),
  with_('a number for a time', { lastTimestamp: 1_700_000_000 }),
  with_('a negative count', { count: -5 }),
  with_('no count', { count: 0 }),
  with_('a count of one and a half', { count: 1.5 }),
  with_('a text for a count', { count: 'many' }),
  with_('a count beyond all counting', { count: 1e300 }),
  with_('a negative series', { series: { count: -1, lastObservedTime: NOW } }),
  with_('a list for a series', { series: [] }),
  with_('a series that began never', { series: { count: 2, lastObservedTime: null }, eventTime: null }),
];
