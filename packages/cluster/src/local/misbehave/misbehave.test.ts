import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocal } from '../create-local.ts';
import { type Listening, serveHttp } from '../http/serve-http.ts';
import type { LocalServer } from '../server.ts';
import type { Misbehaviour } from './misbehaviour.ts';

let server: LocalServer;
let listening: Listening;
beforeEach(async () => {
  server = createLocal({ token: 'T' });
  listening = await serveHttp(server, 0);
});
afterEach(async () => {
  server.close();
  await listening.close();
});

function ask(path: string, request: RequestInit = {}): Promise<Response> {
  return fetch(`${listening.url}${path}`, {
    ...request,
    headers: { authorization: 'Bearer T', 'content-type': 'application/json' },
  });
}

/** All that comes of an answer, and whether it came to a good end. */
function received(path: string): Promise<{ readonly text: string; readonly isBroken: boolean }> {
  return new Promise((done, failed) => {
    const asked = get(`${listening.url}${path}`, { headers: { authorization: 'Bearer T' } }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += chunk));
      answer.on('error', () => {});
      answer.on('close', () => done({ text, isBroken: !answer.complete }));
    });
    asked.on('error', failed);
  });
}

const WATCH = '/api/v1/namespaces?watch=1&timeoutSeconds=1';

describe('a server that is told to', () => {
  test.each<readonly [string, Misbehaviour, number, string | null]>([
    ['refuse with 429 says when to come back', { act: 'refuse', code: 429, retryAfterSeconds: 7 }, 429, '7'],
    ['refuse with 500 does', { act: 'refuse', code: 500 }, 500, null],
    ['refuse with 503 does', { act: 'refuse', code: 503 }, 503, '1'],
    ['refuse with 410 does', { act: 'refuse', code: 410 }, 410, null],
  ])('%s', async (_name, fault, status, retryAfter) => {
    server.misbehave([fault]);
    const answer = await ask('/api/v1/configmaps');
    expect(answer.status).toBe(status);
    if (retryAfter !== null) expect(answer.headers.get('retry-after')).toBe(retryAfter);
  });

  test('cut breaks off in the midst of a line', async () => {
    server.misbehave([{ act: 'cut', afterLines: 1 }]);
    const { text, isBroken } = await received(WATCH);
    expect(isBroken).toBe(true);
    const [first = '', rest = '', ...more] = text.split('\n');
    expect(JSON.parse(first)).toMatchObject({ type: 'ADDED' });
    expect(() => JSON.parse(rest)).toThrow();
    expect(more).toEqual([]);
  });

  test('end a watch does so as if all were well', async () => {
    server.misbehave([{ act: 'end' }]);
    expect(await received(WATCH)).toEqual({ text: '', isBroken: false });
  });

  test('refuse in the stream has its error as the last line', async () => {
    server.misbehave([{ act: 'refuse', code: 410, inStream: true, afterLines: 1 }]);
    const { text } = await received(WATCH);
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual(['ADDED', 'ERROR']);
    expect(lines[1]?.object).toMatchObject({ kind: 'Status', code: 410, reason: 'Expired' });
  });

  test('forget the past knows old versions no more, and tells how a list can go on', async () => {
    const page = (await (await ask('/api/v1/namespaces?limit=1')).json()) as ListBody;
    const zoo = { kind: 'Namespace', apiVersion: 'v1', metadata: { name: 'zoo' } };
    const made = await ask('/api/v1/namespaces', { method: 'POST', body: JSON.stringify(zoo) });
    expect(made.status).toBe(201);
    server.misbehave([{ act: 'compact', when: { times: 1 } }]);
    const next = await ask(`/api/v1/namespaces?limit=1&continue=${page.metadata.continue}`);
    expect(next.status).toBe(410);
    const { metadata, reason } = (await next.json()) as ListBody;
    expect(reason).toBe('Expired');
    const rest = (await (await ask(`/api/v1/namespaces?continue=${metadata.continue}`)).json()) as ListBody;
    expect(rest.items?.map((item) => item.metadata.name)).toContain('zoo');
  });

  test('stall sends nothing, and does not end', async () => {
    server.misbehave([{ act: 'stall', when: { resources: ['namespaces'] } }]);
    let came = 'nothing';
    void received(WATCH).then(
      () => (came = 'an end'),
      () => (came = 'nothing until the server was gone'),
    );
    // Another watch of the same length is over by then.
    await received('/api/v1/configmaps?watch=1&timeoutSeconds=1');
    expect(came).toBe('nothing');
  });
});

interface ListBody {
  readonly metadata: { readonly continue?: string };
  readonly reason?: string;
  readonly items?: readonly { readonly metadata: { readonly name: string } }[];
}

test('faults are drawn by their seed, for the requests that they are meant for', async () => {
  const statuses = async () => {
    server.misbehave([{ act: 'refuse', code: 503, when: { probability: 0.5, seed: 7, resources: ['secrets'] } }]);
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask('/api/v1/secrets')));
    expect((await ask('/api/v1/configmaps')).status).toBe(200);
    return answers.map(({ status }) => status).toSorted();
  };
  const first = await statuses();
  expect(new Set(first)).toEqual(new Set([200, 503]));
  expect(await statuses()).toEqual(first);
});

test('admins set faults over HTTP, nobody else does, and what is wrong with them is told', async () => {
  const set = (body: unknown) => ask('/outrigger/misbehave', { method: 'PUT', body: JSON.stringify(body) });
  expect(await (await set({ act: 'slow', ms: 1 })).json()).toEqual([{ act: 'slow', ms: 1 }]);
  expect(await (await set([{ act: 'slow' }])).json()).toMatchObject({ code: 400, message: '[0].ms: must be a number' });
  expect(await (await set([{ act: 'cut', when: { verb: 'get' } }])).json()).toMatchObject({
    message: '[0].when.verb: there is no such field',
  });
  expect(await (await ask('/outrigger/misbehave')).json()).toEqual([{ act: 'slow', ms: 1 }]);
  expect(await (await ask('/outrigger/misbehave', { method: 'DELETE' })).json()).toEqual([]);
  expect((await fetch(`${listening.url}/outrigger/misbehave`)).status).toBe(403);
});
