import { createObserver, type Observation, restoreObserver } from '@outrigger/events';
import { expect, test } from 'vitest';

const START = Date.parse('2026-11-20T10:00:00Z');
const MINUTE = 60_000;
const at = (minutes: number): string => new Date(START + minutes * MINUTE).toISOString();

/** As a legacy recorder writes it. */
const legacy = (count: number, last: number, more: object = {}) => ({
  metadata: { namespace: 'shop', name: 'web.1', uid: 'u1', resourceVersion: String(count), creationTimestamp: at(0) },
  involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web', uid: 'p1', apiVersion: 'v1' },
  reason: 'BackOff',
  message: 'Back-off restarting failed container',
  source: { component: 'kubelet', host: 'node-1' },
  type: 'Warning',
  firstTimestamp: at(0),
  lastTimestamp: at(last),
  count,
  eventTime: null,
  ...more,
});

/** As the recorder of events.k8s.io writes it. */
const series = (count: number, last: number) => ({
  metadata: { namespace: 'shop', name: 'web.2', uid: 'u2', resourceVersion: String(count), creationTimestamp: at(0) },
  regarding: { kind: 'Pod', namespace: 'shop', name: 'web' },
  reason: 'FailedScheduling',
  note: '0/3 nodes are available',
  reportingController: 'default-scheduler',
  type: 'Warning',
  deprecatedFirstTimestamp: null,
  eventTime: at(0),
  ...(count > 1 && { series: { count, lastObservedTime: at(last) } }),
});

const observer = () => createObserver({ cluster: 'c' });
const tell = (watching: ReturnType<typeof observer>, objects: readonly unknown[], minutes = 60, type = 'MODIFIED') =>
  watching.observe({
    changes: objects.map((object) => ({ type, object })),
    at: START + minutes * MINUTE,
    resourceVersion: '9',
    isListed: false,
  }).observations;
const short = ({ count, from, until }: Observation) => ({
  count,
  from: (from - START) / MINUTE,
  until: (until - START) / MINUTE,
});

test('only what is new of a count is counted, in the time since the one before', () => {
  const found = tell(observer(), [legacy(1, 0), legacy(4, 3), legacy(4, 3), legacy(9, 20)]);
  expect(found.map(short)).toEqual([
    { count: 1, from: 0, until: 0 },
    { count: 3, from: 0, until: 3 },
    { count: 5, from: 3, until: 20 },
  ]);
});

test('a heartbeat of a series is spread over its half hour, wherever it was heard', () => {
  const found = tell(observer(), [series(1, 0), series(2, 1), series(200, 31)], 40);
  expect(found.map(short)).toEqual([
    { count: 1, from: 0, until: 0 },
    { count: 1, from: 0, until: 1 },
    { count: 198, from: 1, until: 31 },
  ]);
});

test('the end of an Event is no occurrence, and a recorder that writes it anew goes on counting', () => {
  const watching = observer();
  tell(watching, [legacy(5, 3)]);
  expect(tell(watching, [legacy(5, 3)], 70, 'DELETED')).toEqual([]);
  const anew = { ...legacy(6, 80), metadata: { ...legacy(6, 80).metadata, uid: 'u7' } };
  expect(tell(watching, [anew], 80).map(short)).toEqual([{ count: 1, from: 3, until: 80 }]);
});

test('a recorder that has restarted begins another Event at one', () => {
  const watching = observer();
  tell(watching, [legacy(5, 3)]);
  const other = { ...legacy(1, 9), metadata: { ...legacy(1, 9).metadata, name: 'web.9', uid: 'u9' } };
  expect(tell(watching, [other]).map(({ count }) => count)).toEqual([1]);
});

test('a combined message is stripped, and goes on counting', () => {
  const message = '(combined from similar events): Readiness probe failed: 9';
  const found = tell(observer(), [legacy(1, 0, { message }), legacy(2, 1, { message })]);
  expect(found.map(({ isCombined, message, count }) => ({ isCombined, message, count }))).toEqual([
    { isCombined: true, message: 'Readiness probe failed: 9', count: 1 },
    { isCombined: true, message: 'Readiness probe failed: 9', count: 1 },
  ]);
});

test('what follows a burst of 25 of one source about one object is marked: the recorder may have dropped more', () => {
  const found = tell(observer(), [legacy(24, 1), legacy(25, 1), legacy(26, 6), legacy(27, 60)]);
  expect(found.map(({ isCensored }) => isCensored)).toEqual([false, true, true, false]);
});

test('what was stored goes on in another process: a list tells only what is new', async () => {
  const stored = new Map<string, unknown>();
  const first = observer();
  const many = Array.from({ length: 5000 }, (_, n) => ({
    ...legacy(3, 1),
    metadata: { ...legacy(3, 1).metadata, name: `e.${n}`, uid: `u-${n}` },
  }));
  for (let part = 0; part < 50; part++) {
    const changes = many.slice(part * 100, part * 100 + 100).map((object) => ({ type: 'ADDED', object }));
    const { checkpoints } = first.observe({ changes, at: START + MINUTE, resourceVersion: `${part}`, isListed: false });
    for (const [name, value] of Object.entries(checkpoints)) stored.set(name, JSON.parse(JSON.stringify(value)));
  }
  const saved = await restoreObserver('c', async (name) => stored.get(name));
  const second = createObserver({ cluster: 'c', ...(saved && { saved }) });
  expect(saved?.resourceVersion).toBe('49');
  expect(second.size()).toBe(5000);
  const last = { ...many[4999], count: 5 };
  expect(tell(second, [...many.slice(0, 4999), last], 2).map(({ id, count }) => ({ id, count }))).toEqual([
    { id: 'u-4999:5', count: 2 },
  ]);
});

test('a log of many changes of few Events stays small, and nothing in it is lost', async () => {
  const stored = new Map<string, unknown>();
  const first = observer();
  const named = (n: number, count: number) => ({
    ...legacy(count, 1),
    metadata: { ...legacy(1, 1).metadata, name: `e.${n}`, uid: `u-${n}` },
  });
  for (let round = 1; round <= 200; round++) {
    const changes = Array.from({ length: 100 }, (_, n) => ({
      type: 'MODIFIED',
      object: named(round % 2 ? n : n + 50, round),
    }));
    const { checkpoints } = first.observe({
      changes,
      at: START + MINUTE,
      resourceVersion: `${round}`,
      isListed: false,
    });
    for (const [name, value] of Object.entries(checkpoints)) {
      if (value === null) stored.delete(name);
      else stored.set(name, value);
    }
  }
  expect(stored.size).toBeLessThan(10);
  const saved = await restoreObserver('c', async (name) => stored.get(name));
  const second = createObserver({ cluster: 'c', ...(saved && { saved }) });
  expect(second.size()).toBe(150);
  expect(tell(second, [named(0, 199), named(120, 200), named(60, 200)])).toEqual([]);
});

test.each([
  ['less than Events live', 50, []],
  ['longer', 200, [{ why: 'expired', from: 1, until: 140 }]],
] as const)('a list after %s away tells the gap that nobody can fill', (_, minutes, gaps) => {
  const watching = observer();
  watching.observe({ changes: [], at: START + MINUTE, resourceVersion: '1', isListed: true });
  const found = watching.observe({
    changes: [],
    at: START + minutes * MINUTE,
    resourceVersion: '2',
    isListed: true,
  }).gaps;
  const inMinutes = found.map(({ why, from, until }) => ({
    why,
    from: (from - START) / MINUTE,
    until: (until - START) / MINUTE,
  }));
  expect(inMinutes).toEqual(gaps);
});

test.each([
  ['nothing', null, { refused: { 'not-an-object': 1 } }],
  ['no name', legacy(1, 0, { metadata: { uid: 'u' } }), { refused: { 'no-name': 1 } }],
  ['no uid', legacy(1, 0, { metadata: { name: 'u' } }), { refused: { 'no-uid': 1 } }],
  ['nothing said', legacy(1, 0, { reason: 7, message: '' }), { refused: { 'no-reason-and-message': 1 } }],
  ['a negative count', legacy(-3, 0), { mended: { count: 1 } }],
  ['half a count', legacy(1.5, 0), { mended: { count: 1 } }],
  ['the year 1', legacy(1, 0, { lastTimestamp: '0001-01-01T00:00:00Z' }), { mended: { time: 1 } }],
  ['no time at all', legacy(1, 0, { lastTimestamp: 'soon', firstTimestamp: {} }), { mended: { time: 1 } }],
  ['the future', legacy(1, 0, { lastTimestamp: '2999-01-01T00:00:00Z' }), { mended: { future: 1 } }],
  ['a list for a message', legacy(1, 0, { message: [] }), { mended: { 'wrong-type': 1 } }],
  ['half a character', legacy(1, 0, { message: 'a\ud800b' }), { mended: { text: 1 } }],
  ['a NUL', legacy(1, 0, { message: 'a\0b' }), { mended: { text: 1 } }],
  ['300 kB', legacy(1, 0, { message: 'm'.repeat(300_000) }), { mended: { 'message-cut': 1 } }],
  ['76 kB', legacy(1, 0, { message: 'm'.repeat(76_000) }), { mended: {} }],
])('an Event with %s is kept or refused, and counted', (_, object, expected) => {
  const watching = observer();
  const found = tell(watching, [object]);
  expect(watching.counts()).toMatchObject(expected);
  expect(found.length).toBe('refused' in expected ? 0 : 1);
  for (const { from, until, count, message } of found) {
    expect(from).toBeLessThanOrEqual(until);
    expect(until).toBeLessThanOrEqual(START + 60 * MINUTE);
    expect(count).toBe(1);
    expect(message.isWellFormed()).toBe(true);
  }
});
