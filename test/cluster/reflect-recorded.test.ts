import { readFileSync } from 'node:fs';
import {
  type Change,
  type Checkpoint,
  ConnectionError,
  createClient,
  createReflector,
  type Trouble,
} from '@outrigger/cluster';
import { expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';
import { createScriptedServer, type ScriptedAnswer } from './scripted-server.ts';
import { createVirtualClock } from './virtual-clock.ts';

interface Exchange {
  readonly name: string;
  readonly request: { readonly path: string };
  readonly response: {
    readonly status: number;
    readonly body?: unknown;
    readonly lines?: readonly unknown[];
    readonly retryAfter?: string;
  };
}

interface Row {
  /** Names of recorded exchanges: their answers, in turn. */
  readonly answers: readonly string[];
  /** What each request asks for besides a time-out. */
  readonly asked: readonly string[];
  readonly seen: readonly string[];
  readonly troubles?: readonly string[];
  readonly from?: string;
  readonly usesWatchList?: boolean;
}

const INITIAL = 'watch,allowWatchBookmarks,sendInitialEvents,resourceVersionMatch';
const WATCH = 'watch,allowWatchBookmarks,resourceVersion';
const ALL = ['a', 'gen-<x>', 'kube-root-ca.crt', 'page-0', 'page-1', 'page-2', 'page-3', 'page-4', 'warn', 'yaml'];

// The answers of kube-apiserver 1.36.2, as it gave them.
const rows: Readonly<Record<string, Row>> = {
  'a watch: added, modified, deleted': {
    from: '1',
    answers: ['watch from a version: added, modified, deleted'],
    asked: [WATCH, WATCH],
    seen: ['ADDED w', 'MODIFIED w', 'DELETED w'],
  },
  'a WatchList: what there is, and its end': {
    answers: ['watch list: initial events end bookmark'],
    asked: [INITIAL, WATCH],
    seen: ALL.map((name) => `ADDED ${name}`),
  },
  'initial events refused: pages instead': {
    answers: ['watch list without match', 'list, limit 2', 'list, next page'],
    asked: [INITIAL, 'limit', 'limit,continue', 'limit,continue'],
    seen: ['ADDED page-0', 'ADDED page-1', 'ADDED page-2', 'ADDED page-3'],
    troubles: ['422 Invalid'],
  },
  'a continue token that is refused: the whole list at once': {
    usesWatchList: false,
    answers: ['list, limit 2', 'list, bad continue', 'list at resourceVersion 0'],
    asked: ['limit', 'limit,continue', '', WATCH],
    // The recorded list is of ConfigMaps, the pages are of Secrets with the same names.
    seen: [
      'ADDED page-0',
      'ADDED page-1',
      ...ALL.map((name) => `${/^page-[01]$/.test(name) ? 'MODIFIED' : 'ADDED'} ${name}`),
    ],
    troubles: ['400 BadRequest'],
  },
  'an expired watch: an error in the stream, then everything anew': {
    from: '1',
    answers: ['watch from version 1: expired', 'watch list: initial events end bookmark'],
    asked: [WATCH, INITIAL, WATCH],
    seen: ALL.map((name) => `ADDED ${name}`),
    troubles: ['410 '],
  },
  'an expired list: again after a wait': {
    usesWatchList: false,
    answers: ['list, exact old version', 'list at resourceVersion 0'],
    asked: ['limit', '', WATCH],
    seen: ALL.map((name) => `ADDED ${name}`),
    troubles: ['410 Expired'],
  },
  'a version that is ahead: everything anew, after as long as the server says': {
    from: '99999999999',
    usesWatchList: false,
    answers: ['list, version far ahead', 'list at resourceVersion 0'],
    asked: [WATCH, 'limit', WATCH],
    seen: ALL.map((name) => `ADDED ${name}`),
    troubles: ['504 Timeout'],
  },
  'a version that cannot be read: everything anew': {
    from: 'abc',
    usesWatchList: false,
    answers: ['watch from a bad version', 'list at resourceVersion 0'],
    asked: [WATCH, 'limit', WATCH],
    seen: ALL.map((name) => `ADDED ${name}`),
    troubles: ['500 '],
  },
  'a selection that is left and entered': {
    from: '1',
    answers: ['watch by label: leaving the selection is DELETED, entering is ADDED'],
    asked: [WATCH, WATCH],
    // The object that leaves was not known here: its end is no news.
    seen: ['ADDED page-1'],
  },
};

describeWithShared('a reflector and what a real API server answered', 'golden/api/exchanges.jsonl', (location) => {
  const exchanges = new Map(
    readFileSync(location, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Exchange)
      .map((exchange) => [exchange.name, exchange]),
  );

  test.each(Object.entries(rows))('%s', async (_name, { answers, asked, seen, from, troubles = [], ...options }) => {
    const checkpoint: Checkpoint | undefined = from === undefined ? undefined : { resourceVersion: from, objects: [] };
    const found = await play(numbered(answers.map((name) => answerOf(exchanges.get(name), name))), {
      checkpoint,
      ...options,
    });
    expect(found.changes).toEqual(seen);
    expect(found.asked).toEqual(asked);
    expect(found.troubles).toEqual(troubles);
  });

  test('what it asks for is what the recorded requests asked for', () => {
    const recorded = (name: string) =>
      parametersOf(exchanges.get(name)?.request.path ?? '')
        .split(',')
        .toSorted();
    expect(recorded('watch list: initial events end bookmark')).toEqual(INITIAL.split(',').toSorted());
    expect(recorded('list, next page')).toEqual(['continue', 'limit']);
  });
});

function answerOf(exchange: Exchange | undefined, name: string): ScriptedAnswer {
  if (exchange === undefined) throw new Error(`there is no recorded exchange "${name}"`);
  const { status, body, lines, retryAfter } = exchange.response;
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  if (status === 200 && lines !== undefined) return { status, headers, lines };
  return { status, headers, body: body ?? lines?.[0] };
}

/** Versions were left out of the recordings: they come back as numbers that grow. */
function numbered(answers: readonly ScriptedAnswer[]): readonly ScriptedAnswer[] {
  let version = 100;
  return JSON.parse(JSON.stringify(answers).replaceAll(/"<rv>"/g, () => `"${version++}"`)) as readonly ScriptedAnswer[];
}

function parametersOf(path: string): string {
  const names = [...new URL(path, 'http://server').searchParams.keys()];
  return names.filter((name) => name !== 'timeoutSeconds').join(',');
}

async function play(
  answers: readonly ScriptedAnswer[],
  options: { readonly checkpoint: Checkpoint | undefined; readonly usesWatchList?: boolean },
) {
  const clock = createVirtualClock();
  const server = createScriptedServer(answers, () => new ConnectionError('BROKEN', 'unused'));
  const client = createClient({ transport: server, clock, random: () => 0.5, timeoutMs: 1_000_000 });
  const troubles: string[] = [];
  const changes: string[] = [];
  const over = new AbortController();
  const resource = { group: '', version: 'v1', plural: 'configmaps' };
  const onTrouble = ({ error }: Trouble): unknown =>
    troubles.push(`${error.code} ${'reason' in error ? error.reason : ''}`);
  const { batches } = createReflector({ client, resource, clock, random: () => 0.5, onTrouble, ...options });
  const following = (async () => {
    for await (const batch of batches(over.signal)) changes.push(...batch.changes.map(written));
  })();
  await clock.runUntil(10_000);
  const asked = server.asked().map((request) => parametersOf(request.split(' ')[1] ?? ''));
  over.abort();
  await following;
  return { changes, asked, troubles };
}

function written({ type, object }: Change): string {
  return `${type} ${object.metadata?.name}`;
}
