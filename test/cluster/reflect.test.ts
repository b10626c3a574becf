import {
  type ApiObject,
  type Change,
  type Checkpoint,
  ConnectionError,
  createClient,
  createReflector,
  type Trouble,
} from '@outrigger/cluster';
import { describe, expect, test } from 'vitest';
import { createScriptedServer, type ScriptedAnswer } from './scripted-server.ts';
import { createVirtualClock } from './virtual-clock.ts';

// The reflector's requests and reactions, row by row: what the server answers, what it is asked, and what the consumer sees.
// Times are in seconds of virtual time; chance is always 0.5.

const CONFIG_MAPS = '/api/v1/configmaps';
const WATCH_LIST = `GET ${CONFIG_MAPS}?watch=true&allowWatchBookmarks=true&timeoutSeconds=450&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`;
const LIST = `GET ${CONFIG_MAPS}?limit=500`;
const watchFrom = (version: number) =>
  `GET ${CONFIG_MAPS}?watch=true&allowWatchBookmarks=true&timeoutSeconds=450&resourceVersion=${version}`;

const object = (name: string, version: number, uid = `uid-${name}`): ApiObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'demo', uid, resourceVersion: String(version) },
});
const line = (type: string, name: string, version: number, uid?: string) => ({
  type,
  object: object(name, version, uid),
});
const bookmark = (version: number) => ({
  type: 'BOOKMARK',
  object: { kind: 'ConfigMap', metadata: { resourceVersion: String(version) } },
});
const initialEnd = (version: number) => ({
  type: 'BOOKMARK',
  object: {
    kind: 'ConfigMap',
    metadata: { resourceVersion: String(version), annotations: { 'k8s.io/initial-events-end': 'true' } },
  },
});
const status = (code: number, reason: string, message = '') => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  message,
  reason,
  code,
});
const refusal = (code: number, reason: string, message?: string): ScriptedAnswer => ({
  status: code,
  body: status(code, reason, message),
});
const list = (version: number, names: Readonly<Record<string, number>>, token?: string): ScriptedAnswer => ({
  body: {
    kind: 'ConfigMapList',
    apiVersion: 'v1',
    metadata: { resourceVersion: String(version), ...(token && { continue: token }) },
    items: Object.entries(names).map(([name, at]) => object(name, at)),
  },
});
const closed = (...lines: readonly unknown[]): ScriptedAnswer => ({ lines });
const broken = (...lines: readonly unknown[]): ScriptedAnswer => ({ lines, after: 'break' });
const open = (...lines: readonly unknown[]): ScriptedAnswer => ({ lines, after: 'hang' });
const expired = { type: 'ERROR', object: status(410, 'Expired', 'too old resource version: 5 (9)') };

interface Row {
  readonly answers: readonly ScriptedAnswer[];
  readonly asked: readonly string[];
  readonly seen: readonly string[];
  /** Begins there. */
  readonly checkpoint?: Checkpoint;
  /** In seconds; 10 when it is left out. */
  readonly until?: number;
  readonly usesWatchList?: boolean;
}

const at5: Checkpoint = { resourceVersion: '5', objects: [['demo/a', 'uid-a', '3']] };

const begins: Readonly<Record<string, Row>> = {
  'a WatchList tells what is there, and goes on as a watch': {
    answers: [open(line('ADDED', 'a', 3), initialEnd(5), line('MODIFIED', 'a', 6))],
    asked: [WATCH_LIST],
    seen: ['ADDED a 3', 'MODIFIED a 6'],
  },
  'a server without WatchList is asked for pages, and watched from the version of the list': {
    answers: [refusal(422, 'Invalid'), list(5, { a: 3 }, 'more'), list(5, { b: 4 }), open(line('ADDED', 'c', 6))],
    asked: [WATCH_LIST, LIST, `${LIST}&continue=more`, watchFrom(5)],
    seen: ['ADDED a 3', 'ADDED b 4', 'ADDED c 6'],
  },
  'a server that does not know of initial events, and is silent, is asked for pages': {
    answers: [open(line('ADDED', 'a', 3)), list(5, { a: 3 }), open()],
    asked: [WATCH_LIST, LIST, watchFrom(5)],
    seen: ['ADDED a 3'],
    until: 20,
  },
  'an expired continue token: everything at once, and what was told is not told again': {
    usesWatchList: false,
    answers: [list(5, { a: 3 }, 'old'), refusal(410, 'Expired'), list(9, { a: 3, b: 8 }), open()],
    asked: [LIST, `${LIST}&continue=old`, `GET ${CONFIG_MAPS}`, watchFrom(9)],
    seen: ['ADDED a 3', 'ADDED b 8'],
  },
  'a WatchList that breaks before its end begins anew, and what was told is not told again': {
    answers: [broken(line('ADDED', 'a', 3)), open(line('ADDED', 'a', 3), line('ADDED', 'b', 4), initialEnd(5))],
    asked: [WATCH_LIST, WATCH_LIST],
    seen: ['ADDED a 3', 'ADDED b 4'],
  },
};

const goesOn: Readonly<Record<string, Row>> = {
  'from its checkpoint, without a list': {
    checkpoint: at5,
    answers: [open(line('MODIFIED', 'a', 6), line('DELETED', 'a', 7))],
    asked: [watchFrom(5)],
    seen: ['MODIFIED a 6', 'DELETED a 7'],
  },
  'after the server has closed the watch, from where it was, with bookmarks counted': {
    checkpoint: at5,
    answers: [closed(line('MODIFIED', 'a', 6), bookmark(8)), open(line('MODIFIED', 'a', 9))],
    asked: [watchFrom(5), watchFrom(8)],
    seen: ['MODIFIED a 6', 'MODIFIED a 9'],
  },
  'after a cut, and tells nothing twice that comes twice': {
    checkpoint: at5,
    answers: [broken(line('MODIFIED', 'a', 6)), open(line('MODIFIED', 'a', 6), line('ADDED', 'b', 7))],
    asked: [watchFrom(5), watchFrom(6)],
    seen: ['MODIFIED a 6', 'ADDED b 7'],
  },
  'after 410 as an error in the stream, with what has changed meanwhile': {
    checkpoint: at5,
    usesWatchList: false,
    answers: [closed(expired), list(9, { b: 8 }), open()],
    asked: [watchFrom(5), LIST, watchFrom(9)],
    seen: ['ADDED b 8', 'DELETED a 3, unseen'],
  },
  'after 410 as a status code, by WatchList': {
    checkpoint: at5,
    answers: [refusal(410, 'Gone'), open(line('ADDED', 'a', 8), initialEnd(9))],
    asked: [watchFrom(5), WATCH_LIST],
    seen: ['MODIFIED a 8'],
  },
  'with another object of the same name: the end of the first one comes first': {
    checkpoint: at5,
    answers: [closed(expired), open(line('ADDED', 'a', 8, 'uid-2'), initialEnd(9))],
    asked: [watchFrom(5), WATCH_LIST],
    seen: ['DELETED a 3, unseen', 'ADDED a 8'],
  },
  'when Events end a watch at once and silently, twice: the version is gone': {
    checkpoint: at5,
    usesWatchList: false,
    answers: [closed(), closed(), list(9, { a: 8 }), open()],
    asked: [watchFrom(5), watchFrom(5), LIST, watchFrom(9)],
    seen: ['MODIFIED a 8'],
  },
  'when the server says it is too busy, after as long as it says': {
    checkpoint: at5,
    answers: [{ ...refusal(429, 'TooManyRequests'), headers: { 'retry-after': '7' } }, open(line('MODIFIED', 'a', 6))],
    asked: [watchFrom(5)],
    seen: [],
    until: 6,
  },
  'when the version is ahead of the server': {
    checkpoint: at5,
    usesWatchList: false,
    answers: [refusal(504, 'Timeout', 'Timeout: Too large resource version: 5, current: 2'), list(2, { a: 2 }), open()],
    asked: [watchFrom(5), LIST, watchFrom(2)],
    seen: ['MODIFIED a 2'],
  },
  'in silence, where nothing has changed in the whole cluster: with the same watch': {
    checkpoint: at5,
    answers: [open(), list(5, { a: 3 })],
    asked: [watchFrom(5), `GET ${CONFIG_MAPS}?limit=1`],
    seen: [],
    until: 100,
  },
  'in silence, where something may have been lost: with a new watch from where it was': {
    checkpoint: at5,
    answers: [open(), list(8, { a: 3 }), open(line('MODIFIED', 'a', 7))],
    asked: [watchFrom(5), `GET ${CONFIG_MAPS}?limit=1`, watchFrom(5)],
    seen: ['MODIFIED a 7'],
    until: 100,
  },
  'in silence, where the server has gone back: with everything anew': {
    checkpoint: at5,
    usesWatchList: false,
    answers: [open(), list(2, { a: 2 }), list(2, { a: 2 }), open()],
    asked: [watchFrom(5), `GET ${CONFIG_MAPS}?limit=1`, LIST, watchFrom(2)],
    seen: ['MODIFIED a 2'],
    until: 100,
  },
  'in silence, where the server is gone: until it is back': {
    checkpoint: at5,
    answers: [open(), { after: 'break' }, { after: 'break' }, open(line('MODIFIED', 'a', 7))],
    asked: [watchFrom(5), `GET ${CONFIG_MAPS}?limit=1`, watchFrom(5), watchFrom(5)],
    seen: ['MODIFIED a 7'],
    until: 100,
  },
};

describe.each(Object.entries({ 'a reflector begins': begins, 'a reflector goes on': goesOn }))('%s', (_name, rows) => {
  test.each(Object.entries(rows))('%s', async (_row, { answers, asked, seen, checkpoint, until = 10, ...options }) => {
    const { server, changes } = await play({ answers, checkpoint, until, ...options });
    expect(server.asked()).toEqual(asked);
    expect(changes).toEqual(seen);
  });
});

test('a reflector that is taken up again from any of its checkpoints tells the rest, once', async () => {
  const answers = [
    open(
      line('ADDED', 'a', 1),
      line('ADDED', 'b', 2),
      initialEnd(2),
      line('MODIFIED', 'a', 3),
      line('DELETED', 'b', 4),
    ),
  ];
  const { batches } = await play({ answers, until: 10 });
  expect(batches.length).toBeGreaterThan(2);
  for (const [index, { checkpoint }] of batches.entries()) {
    const told = batches.slice(0, index + 1).flatMap(({ changes }) => changes);
    const rest = await play({
      checkpoint: structuredClone(checkpoint),
      usesWatchList: false,
      answers: checkpoint.resourceVersion
        ? [open(line('MODIFIED', 'a', 3), line('DELETED', 'b', 4))]
        : [list(4, { a: 3 }), open()],
      until: 10,
    });
    const names = [...told, ...rest.changes].map((change) => change.replace(/ 1$|, unseen$/, ''));
    expect(names.filter((change) => change.startsWith('MODIFIED'))).toEqual(['MODIFIED a 3']);
    // An object whose whole life falls between the checkpoint and a list is nobody's news.
    const added = names.filter((change) => change.startsWith('ADDED b'));
    expect(names.filter((change) => change.startsWith('DELETED'))).toHaveLength(added.length);
    expect(names.filter((change) => change.startsWith('ADDED a'))).toHaveLength(1);
  }
});

test('waits grow with failures in a row, up to half a minute, and each is told', async () => {
  const { troubles, server } = await play({
    checkpoint: at5,
    answers: Array.from({ length: 20 }, (): ScriptedAnswer => ({ after: 'break' })),
    until: 100,
  });
  // 0.4, 0.8, 1.6, 3.2, 6.4, 12.8 seconds, then 15 each.
  expect(server.asked()).toHaveLength(1 + 6 + 4);
  expect(troubles.map(({ failures }) => failures)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('a server that answers every watch with 410 is not asked for lists without a rest', async () => {
  const answers = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? list(i, { a: 1 }) : refusal(410, 'Expired')));
  const { server } = await play({ usesWatchList: false, answers, until: 60 });
  expect(server.asked().length).toBeLessThan(30);
});

async function play({
  answers,
  until,
  ...options
}: Pick<Row, 'answers' | 'usesWatchList'> & { readonly until: number; readonly checkpoint?: Checkpoint | undefined }) {
  const clock = createVirtualClock();
  const server = createScriptedServer(answers, () => new ConnectionError('BROKEN', 'the connection broke'));
  const over = new AbortController();
  const changes: string[] = [];
  const batches: { readonly changes: readonly string[]; readonly checkpoint: Checkpoint }[] = [];
  const troubles: Trouble[] = [];
  const client = createClient({ transport: server, clock, random: () => 0.5, timeoutMs: 1_000_000 });
  const resource = { group: '', version: 'v1', plural: 'configmaps' };
  const reflector = createReflector({
    client,
    resource,
    clock,
    random: () => 0.5,
    onTrouble: (trouble) => troubles.push(trouble),
    ...options,
  });
  const following = (async () => {
    for await (const batch of reflector.batches(over.signal)) {
      const told = batch.changes.map(written);
      changes.push(...told);
      batches.push({ changes: told, checkpoint: batch.checkpoint() });
    }
  })();
  await clock.runUntil(until * 1000);
  const asked = [...server.asked()];
  over.abort();
  await following;
  return { server: { asked: () => asked }, changes, batches, troubles };
}

function written({ type, object: { metadata }, isUnseenEnd }: Change): string {
  return `${type} ${metadata?.name} ${metadata?.resourceVersion}${isUnseenEnd ? ', unseen' : ''}`;
}
