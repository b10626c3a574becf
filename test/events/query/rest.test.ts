import { createLiveTail, createRestApi, type Observation, openApiDocument } from '@outrigger/events';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { keptEvents } from './kept-events.ts';
import { NOON, observation, SOME_EVENTS } from './some-events.ts';

const store = await keptEvents();
const now = () => NOON + 3_600_000;
const api = createRestApi({ store, now });

async function ask(path: string, method = 'GET'): Promise<{ readonly status: number; readonly body: Answer }> {
  const response = await api.fetch(new Request(`http://127.0.0.1${path}`, { method }));
  return { status: response.status, body: (await response.json()) as Answer };
}

interface Answer {
  readonly items?: readonly Observation[];
  readonly cursor?: string;
  readonly [key: string]: unknown;
}

describe('/api/v1/events', () => {
  test.each([
    ['', ['uid-2:1', 'uid-1:1', 'uid-0:1']],
    ['?order=oldest', ['uid-0:1', 'uid-1:1', 'uid-2:1']],
    ['?namespace=shop', ['uid-1:1', 'uid-0:1']],
    ['?namespace=shop,bank', ['uid-2:1', 'uid-1:1', 'uid-0:1']],
    ['?namespace=shop&namespace=bank', ['uid-2:1', 'uid-1:1', 'uid-0:1']],
    ['?for=po/web-1', ['uid-1:1', 'uid-0:1']],
    ['?workload=deploy/shop/web', ['uid-1:1', 'uid-0:1']],
    ['?types=Normal', ['uid-2:1']],
    ['?types=warning', ['uid-1:1', 'uid-0:1']],
    ['?reason=BackOff', ['uid-1:1']],
    ['?category=image', ['uid-2:1']],
    ['?severity=warning', ['uid-1:1', 'uid-0:1']],
    ['?severities=debug', ['uid-2:1']],
    ['?correlationId=incident-1', ['uid-1:1', 'uid-0:1']],
    ['?template=t2', ['uid-2:1']],
    ['?label=app%3Dweb', ['uid-1:1', 'uid-0:1']],
    ['?text=liveness%20500', ['uid-0:1']],
    ['?node=node-2', ['uid-2:1']],
    ['?since=59m', ['uid-2:1', 'uid-1:1']],
    ['?since=2026-11-21T10:02:00Z', ['uid-2:1']],
    [`?until=${NOON + 1}`, ['uid-0:1']],
    ['?cluster=west', []],
  ])('%s gives what fits', async (query, ids) => {
    const { status, body } = await ask(`/api/v1/events${query}`);
    expect([status, body.items?.map(({ id }) => id)]).toEqual([200, ids]);
  });

  test('gives pages that follow each other, until there are no more', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await ask(`/api/v1/events?limit=1${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      seen.push(...(body.items ?? []).map(({ id }) => id));
      cursor = body.cursor;
    } while (cursor !== undefined && seen.length < 10);
    expect(seen).toEqual(['uid-2:1', 'uid-1:1', 'uid-0:1']);
  });

  test('gives observations whole, as they were stored', async () => {
    const { body } = await ask('/api/v1/events?order=oldest&limit=1');
    expect(body.items?.[0]).toEqual(JSON.parse(JSON.stringify(SOME_EVENTS[0])));
  });
});

describe('what cannot be understood is refused, with the parameter', () => {
  test.each([
    ['/api/v1/events?limit=0', 'limit', /1/],
    ['/api/v1/events?limit=many', 'limit', /number/],
    ['/api/v1/events?limit=1&limit=2', 'limit', /more than once/],
    ['/api/v1/events?since=yesterday', 'since', /is no time: write RFC 3339/],
    ['/api/v1/events?since=2026-11-21T10:00:00', 'since', /is no time/],
    ['/api/v1/events?severity=bad', 'severity', /critical/],
    ['/api/v1/events?namspace=shop', 'namspace', /unknown; there are since/],
    ['/api/v1/events?for=web', 'for', /write pod\/web/],
    ['/api/v1/events?workload=web', 'workload', /write deployment\/shop\/web/],
    ['/api/v1/events?types=Warnings', 'types', /write Normal or Warning/],
    ['/api/v1/events?category=colour', 'category', /scheduling/],
    ['/api/v1/events?label=app', 'label', /key=value/],
    ['/api/v1/aggregate?groupBy=colour', 'groupBy', /cluster/],
    ['/api/v1/aggregate?window=5', 'window', /write 5m/],
    ['/api/v1/events?constructor=x', 'constructor', /unknown/],
    ['/api/v1/events?__proto__=x', '__proto__', /unknown/],
    [`/api/v1/events?text=${'x'.repeat(5000)}`, 'text', /5000 characters are too many/],
    ['/api/v1/incidents?state=shut', 'state', /resolved/],
  ])('%s', async (path, parameter, detail) => {
    const { status, body } = await ask(path);
    expect([status, body.code]).toEqual([400, 'bad-parameter']);
    expect(body.errors).toEqual([{ parameter, detail: expect.stringMatching(detail) }]);
  });

  test('all that is wrong is told at once', async () => {
    const { body } = await ask('/api/v1/events?limit=0&since=x&y=1');
    expect((body.errors as readonly unknown[]).length).toBe(3);
  });

  test.each([
    ['/api/v2', 'GET', 404, 'not-found'],
    ['/api/v1/events?cursor=nonsense', 'GET', 400, 'bad-cursor'],
    [`/api/v1/incidents?cursor=${Buffer.from('[1]').toString('base64url')}`, 'GET', 400, 'bad-cursor'],
    ['/api/v1/incidents/none', 'GET', 404, 'not-found'],
    ['/api/v1/explain/none', 'GET', 404, 'not-found'],
    ['/api/v1/events', 'POST', 405, 'method-not-allowed'],
    ['/api/v1/events/tail', 'GET', 501, 'no-tail'],
  ])('%s by %s is a problem', async (path, method, status, code) => {
    const response = await api.fetch(new Request(`http://127.0.0.1${path}`, { method }));
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status, code, type: `urn:outrigger:problem:${code}` });
  });
});

test('a store that does not answer is told as such, and why only to the log', async () => {
  const troubles: unknown[] = [];
  const broken = { ...store, query: () => Promise.reject(new Error('secret path')) };
  const answering = createRestApi({ store: broken, now, onTrouble: (error) => troubles.push(error) });
  const response = await answering.fetch(new Request('http://127.0.0.1/api/v1/events'));
  const text = await response.text();
  expect([response.status, text.includes('secret')]).toEqual([503, false]);
  expect(troubles).toEqual([new Error('secret path')]);
});

test('/api/v1/aggregate counts occurrences, not rows', async () => {
  const { body } = await ask('/api/v1/aggregate?groupBy=namespace&metrics=count,objects');
  expect(body.rows).toEqual(
    expect.arrayContaining([
      { group: { namespace: 'shop' }, count: 8, objects: 1 },
      { group: { namespace: 'bank' }, count: 1, objects: 1 },
    ]),
  );
});

test('/api/v1/incidents gives incidents, and one by its id', async () => {
  expect((await ask('/api/v1/incidents?state=open')).body.items).toHaveLength(1);
  expect((await ask('/api/v1/incidents?state=resolved')).body.items).toHaveLength(0);
  expect((await ask('/api/v1/incidents/incident-1')).body).toMatchObject({ root: { name: 'node-1' } });
});

test('/api/v1/explain says what a pod suffers from, and what was seen of it in order', async () => {
  const { body } = await ask('/api/v1/explain/web-1?namespace=shop');
  expect(body.summary).toBe('Pod web-1 suffers from an incident that began with Node node-1 (NodeNotReady).');
  expect((body.sentences as readonly { readonly text: string }[]).map(({ text }) => text)).toEqual([
    'Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 500',
    'BackOff ×7 in 60 s: Back-off restarting failed container app in pod web-1',
  ]);
});

test('/healthz is 503 until it works', async () => {
  expect((await ask('/healthz')).status).toBe(200);
  const starting = createRestApi({ store, now, health: () => ({ status: 'starting' }) });
  expect((await starting.fetch(new Request('http://127.0.0.1/healthz'))).status).toBe(503);
});

describe('the OpenAPI document', () => {
  test('is what is served, and names every route that answers', async () => {
    const { body } = await ask('/openapi.json');
    expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    for (const path of Object.keys(body.paths as object)) {
      const { status, body: answer } = await ask(path.replace(/\{\w+\}/g, 'x')).catch(() => ({
        status: 200,
        body: {},
      }));
      // A thing that is not there is told otherwise than a path that is not there.
      expect((answer as Answer).detail ?? '', `${status} ${path}`).not.toMatch(/^there is no \//);
    }
  });

  test('is a valid one, by the schema of OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(openApiDocument())));
    expect([validator.version, valid, errors]).toEqual(['3.1', true, undefined]);
  });

  test('has every schema that it refers to, and no empty answer', () => {
    const text = JSON.stringify(openApiDocument());
    const { components } = JSON.parse(text) as { readonly components: { readonly schemas: object } };
    const wanted = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name));
    expect([...wanted].sort()).toEqual(Object.keys(components.schemas).sort());
  });

  test('describes each parameter of its queries', () => {
    const { paths } = openApiDocument() as {
      readonly paths: Readonly<Record<string, { readonly get: { readonly parameters: readonly Parameter[] } }>>;
    };
    const parameters = Object.values(paths).flatMap(({ get }) => get.parameters);
    expect(parameters.filter((each) => each.in === 'query' && !each.description)).toEqual([]);
  });
});

interface Parameter {
  readonly in: string;
  readonly description?: string;
}

describe('the live tail', () => {
  async function read(response: Response, events: number): Promise<readonly string[]> {
    const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (text.split('\n\n').length <= events) text += (await reader.read()).value ?? '';
    await reader.cancel();
    return text.split('\n\n').slice(0, events);
  }
  const tailOf = (tail: ReturnType<typeof createLiveTail>, query = '', headers = {}) =>
    createRestApi({ store, now, tail }).fetch(
      new Request(`http://127.0.0.1/api/v1/events/tail${query}`, { headers, signal: new AbortController().signal }),
    );

  test('tells what comes, and only what fits', async () => {
    const tail = createLiveTail({ run: 'r' });
    const response = await tailOf(tail, '?reason=BackOff');
    await expect.poll(() => tail.listeners()).toBe(1);
    tail.publish([observation(3, { reason: 'Pulled' }), observation(4)]);
    const [event = ''] = await read(response, 1);
    expect(event).toContain('id: r-1');
    expect(JSON.parse(/data: (.*)/.exec(event)?.[1] ?? '')).toMatchObject({ id: 'uid-4:1' });
  });

  test('goes on behind Last-Event-ID', async () => {
    const tail = createLiveTail({ run: 'r' });
    tail.publish([observation(3), observation(4), observation(5)]);
    const events = await read(await tailOf(tail, '', { 'Last-Event-ID': 'r-0' }), 2);
    expect(events.map((event) => /uid-\d/.exec(event)?.[0])).toEqual(['uid-4', 'uid-5']);
  });

  test.each(['other-0', 'r-0', 'r-99', 'nonsense'])('says so when it cannot go on behind %s', async (id) => {
    const tail = createLiveTail({ run: 'r', remembered: 1 });
    tail.publish([observation(3), observation(4), observation(5)]);
    const [event] = await read(await tailOf(tail, '', { 'Last-Event-ID': id }), 1);
    expect(event).toMatch(/event: missed/);
  });

  test('does not grow for who does not read, and tells him what he has missed', async () => {
    const tail = createLiveTail({ run: 'r', waiting: 2 });
    const ending = new AbortController();
    const items = tail.follow({}, { signal: ending.signal })[Symbol.asyncIterator]();
    const first = items.next();
    tail.publish([observation(3), observation(4), observation(5), observation(6)]);
    const told = [await first, await items.next(), await items.next()].map(({ value }) => value.type);
    expect(told).toEqual(['event', 'event', 'missed']);
    ending.abort();
    expect((await items.next()).done).toBe(true);
    expect(tail.listeners()).toBe(0);
  });
});
