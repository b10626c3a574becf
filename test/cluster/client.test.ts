import {
  type ClientOptions,
  ConnectionError,
  clientOf,
  createClient,
  createLocal,
  discover,
  findResource,
  inProcess,
  type TransportRequest,
} from '@outrigger/cluster';
import { describe, expect, test } from 'vitest';
import { createScriptedServer, type ScriptedAnswer } from './scripted-server.ts';
import { createVirtualClock } from './virtual-clock.ts';

const PODS = { group: '', version: 'v1', plural: 'pods' };
const admin = { username: 'admin', groups: ['system:masters'] };
const LIST: ScriptedAnswer = { body: { metadata: { resourceVersion: '1' }, items: [] } };
const status = (code: number, reason: string) => ({ kind: 'Status', status: 'Failure', message: reason, reason, code });
const refusal = (code: number, reason: string, retryAfter?: string): ScriptedAnswer => ({
  status: code,
  body: status(code, reason),
  ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
});
const broken: ScriptedAnswer = { after: 'break' };

describe('what may be repeated is repeated, and nothing else', () => {
  const list = (client: ReturnType<typeof createClient>) => client.list(PODS);
  const create = (client: ReturnType<typeof createClient>) => client.create(PODS, { metadata: { namespace: 'demo' } });
  test.each<[string, typeof list | typeof create, readonly ScriptedAnswer[], number, number, string]>([
    ['a read after a broken connection', list, [broken, LIST], 2, 0.1, 'fine'],
    ['a read that a gateway has refused', list, [refusal(503, 'x'), refusal(502, 'y'), LIST], 3, 0.3, 'fine'],
    [
      'a write that the server has put off',
      create,
      [refusal(429, 'TooManyRequests', '3'), { body: {} }],
      2,
      3.375,
      'fine',
    ],
    ['a write put off by a server that starts', create, [refusal(503, 'x', '1'), { body: {} }], 2, 1.125, 'fine'],
    ['no write after a broken connection', create, [broken], 1, 0, 'BROKEN'],
    ['no write that may have been done', create, [refusal(500, 'InternalError')], 1, 0, 'InternalError'],
    ['no refusal', list, [refusal(403, 'Forbidden')], 1, 0, 'Forbidden'],
    ['nothing for ever', list, Array.from({ length: 9 }, () => refusal(503, 'x')), 4, 0.7, 'x'],
  ])('%s', async (_what, ask, answers, times, seconds, outcome) => {
    const { client, server, clock } = around(answers, { retries: 3 });
    const asked = ask(client).then(
      () => ({ outcome: 'fine', at: clock.now() }),
      (error: unknown) => ({ outcome: reasonOf(error), at: clock.now() }),
    );
    await clock.runUntil(60_000);
    expect((await asked).outcome).toBe(outcome);
    expect((await asked).at).toBeCloseTo(seconds * 1000, 3);
    expect(server.asked()).toHaveLength(times);
  });
});

test('requests keep to the rate that is set, after a burst', async () => {
  const { client, clock } = around(
    Array.from({ length: 10 }, () => LIST),
    { limit: { perSecond: 2, burst: 3 } },
  );
  const times: number[] = [];
  const all = Array.from({ length: 6 }, () => client.list(PODS).then(() => times.push(clock.now())));
  await clock.runUntil(60_000);
  await Promise.all(all);
  expect(times).toEqual([0, 0, 0, 500, 1000, 1500]);
});

test('an answer that does not come is a time-out, and says of what', async () => {
  const { client, clock } = around([], { timeoutMs: 5000 });
  const asked = client.list(PODS).catch((error: unknown) => error);
  await clock.runUntil(5000);
  expect(await asked).toMatchObject({
    code: 'TIMEOUT',
    message: 'the server has not answered GET /api/v1/pods within 5 s',
  });
});

test('a request says who sends it, and each kind of patch has its media type', async () => {
  const sent: TransportRequest[] = [];
  const transport = {
    send: async (request: TransportRequest) => {
      sent.push(request);
      return { status: 200, headers: {}, body: ReadableStream.from([Buffer.from('{}')]) };
    },
  };
  const client = createClient({ transport, userAgent: 'outrigger/1.0 scan' });
  const name = { namespace: 'demo', name: 'a/b' };
  for (const kind of ['json', 'merge', 'strategic', 'apply'] as const) {
    await client.patch(PODS, name, { kind, body: {} }, { fieldManager: 'me', force: true, dryRun: true });
  }
  expect(sent.map(({ headers }) => headers['content-type'])).toEqual([
    'application/json-patch+json',
    'application/merge-patch+json',
    'application/strategic-merge-patch+json',
    'application/apply-patch+yaml',
  ]);
  expect(sent[0]?.path).toBe('/api/v1/namespaces/demo/pods/a%2Fb?fieldManager=me&force=true&dryRun=All');
  expect(sent[0]?.headers['user-agent']).toBe('outrigger/1.0 scan');
});

test('objects are created, patched, read by their parts and deleted', async () => {
  const client = clientOf(createLocal(), admin);
  const resource = { group: '', version: 'v1', plural: 'configmaps' };
  const name = { namespace: 'default', name: 'a' };
  const made = await client.create(resource, { apiVersion: 'v1', kind: 'ConfigMap', metadata: name, data: { a: '1' } });
  const patched = await client.patch(resource, name, { kind: 'merge', body: { data: { b: '2' } } });
  expect(patched).toMatchObject({ data: { a: '1', b: '2' } });
  await expect(client.update(resource, { ...made, data: {} })).rejects.toMatchObject({ code: 409, reason: 'Conflict' });
  expect(await client.update(resource, { ...patched, data: { c: '3' } })).toMatchObject({ data: { c: '3' } });
  expect(await client.delete(resource, name)).toBeDefined();
  expect(await client.delete(resource, name)).toBeUndefined();
  expect(await client.get(resource, name)).toBeUndefined();
});

describe('resources are found by what people call them', () => {
  test.each([
    ['po', 'pods.v1.'],
    ['Pod', 'pods.v1.'],
    ['deploy', 'deployments.v1.apps'],
    ['deployments.apps', 'deployments.v1.apps'],
    ['deployment.v1.apps', 'deployments.v1.apps'],
    ['events', 'events.v1.'],
    ['events.events.k8s.io', 'events.v1.events.k8s.io'],
    ['pods.v1', 'pods.v1.'],
    ['ingresses.networking', 'ingresses.v1.networking.k8s.io'],
    ['pods.apps', undefined],
    ['nonsense', undefined],
  ])('%s', async (asked, expected) => {
    const served = await discover(inProcess(createLocal(), admin), new AbortController().signal);
    const found = findResource(served, asked);
    expect(found && `${found.plural}.${found.version}.${found.group}`).toBe(expected);
  });

  test('by aggregated discovery as by the old one', async () => {
    const transport = inProcess(createLocal(), admin);
    const { signal } = new AbortController();
    const old = {
      send: (request: TransportRequest) =>
        transport.send({ ...request, headers: { ...request.headers, accept: 'application/json' } }),
    };
    const sorted = (all: Awaited<ReturnType<typeof discover>>) =>
      all
        .map(({ categories, subresources, ...one }) => ({ ...one, subresources: subresources.toSorted(), categories }))
        .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(sorted(await discover(old, signal))).toEqual(sorted(await discover(transport, signal)));
  });
});

function around(answers: readonly ScriptedAnswer[], options: Partial<ClientOptions>) {
  const clock = createVirtualClock();
  const server = createScriptedServer(answers, () => new ConnectionError('BROKEN', 'the connection broke'));
  return { client: createClient({ transport: server, clock, random: () => 0.5, ...options }), server, clock };
}

function reasonOf(error: unknown): unknown {
  return error instanceof ConnectionError ? error.code : (error as { readonly reason?: string }).reason;
}
