import { createLiveTail, createRestApi, openApiDocument, type RestOptions } from '@outrigger/events';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { keptEvents } from './kept-events.ts';
import { NOON } from './some-events.ts';

const store = await keptEvents();
const now = () => NOON + 3_600_000;
const problem = (code: string) => ({ code });
const broken = { ...store, query: () => Promise.reject(new Error('away')) };

describe('every answer is as the OpenAPI document says', () => {
  test.each<[path: string, status: number, says?: object | undefined, options?: Partial<RestOptions>]>([
    ['/api/v1/events', 200],
    ['/api/v1/events?limit=1&order=oldest&text=probe', 200],
    ['/api/v1/events?reason=None', 200, { items: [] }],
    ['/api/v1/aggregate?groupBy=namespace,severity&window=5m&metrics=count,rate,objects,first,last,p95Duration', 200],
    ['/api/v1/aggregate', 200],
    ['/api/v1/incidents', 200],
    ['/api/v1/incidents/incident-1', 200],
    ['/api/v1/explain/web-1?namespace=shop', 200],
    ['/api/v1/gaps', 200],
    ['/healthz', 200, { status: 'ok' }],
    ['/healthz', 503, { status: 'starting' }, { health: () => ({ status: 'starting' }) }],
    ['/healthz', 503, { status: 'failing' }, { health: () => ({ status: 'failing', detail: 'the store is away' }) }],
    ['/metrics', 200, undefined, { metrics: async () => '# HELP x y\n' }],
    ['/openapi.json', 200],
    ['/api/v1/events/tail', 200, undefined, { tail: createLiveTail({ run: 'r' }) }],
    ['/api/v1/events/tail', 501, problem('no-tail')],
    ['/api/v1/events?limit=0', 400, problem('bad-parameter')],
    ['/api/v1/events?since=x&severity=y', 400, problem('bad-parameter')],
    ['/api/v1/events?cursor=nonsense', 400, problem('bad-cursor')],
    ['/api/v1/events', 503, problem('store-away'), { store: broken }],
    ['/api/v1/events/tail?reason=a&colour=b', 400, problem('bad-parameter')],
    ['/api/v1/aggregate?window=5', 400, problem('bad-parameter')],
    ['/api/v1/incidents?state=shut', 400, problem('bad-parameter')],
    ['/api/v1/incidents?cursor=nonsense', 400, problem('bad-cursor')],
    ['/api/v1/incidents/none', 404, problem('not-found')],
    ['/api/v1/incidents/incident-1?x=1', 400, problem('bad-parameter')],
    ['/api/v1/explain/none', 404, problem('not-found')],
    ['/api/v1/explain/web-1?since=soon', 400, problem('bad-parameter')],
    ['/api/v1/gaps?until=never', 400, problem('bad-parameter')],
  ])('%s: %d', async (path, status, says, options = {}) => {
    const response = await createRestApi({ store, now, ...options }).fetch(new Request(`http://127.0.0.1${path}`));
    const text = isStream(response) ? '' : await response.text();
    await response.body?.cancel().catch(() => {});
    expect([response.status, complaintsAbout(path, response, text)]).toEqual([status, []]);
    if (says !== undefined) expect(JSON.parse(text)).toMatchObject(says);
  });

  test.each(Object.keys(pathsOf()))('%s by another method', async (path) => {
    const asked = path.replace(/\{\w+\}/g, 'x');
    for (const method of ['POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS']) {
      const response = await createRestApi({ store, now }).fetch(new Request(`http://127.0.0.1${asked}`, { method }));
      const text = await response.text();
      expect([response.status, complaintsAbout(asked, response, text)]).toEqual([405, []]);
      expect(JSON.parse(text)).toMatchObject(problem('method-not-allowed'));
    }
  });
});

test('a thing that the document does not know would be found in an answer', () => {
  const response = new Response('', { status: 200, headers: { 'content-type': 'application/json' } });
  expect(complaintsAbout('/api/v1/gaps', response, '{"items":[{"cluster":"c"}]}')).not.toEqual([]);
  expect(complaintsAbout('/api/v1/gaps', response, '{"items":[],"more":1}')).not.toEqual([]);
});

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(openApiDocument(), 'openapi');
const checks = new Map<string, ReturnType<typeof ajv.compile>>();

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { schema: object }>> }>>;
}

function pathsOf(): Readonly<Record<string, { readonly get: Operation }>> {
  return (openApiDocument() as { readonly paths: Readonly<Record<string, { readonly get: Operation }>> }).paths;
}

/** What the document does not allow of it. */
function complaintsAbout(asked: string, response: Response, text: string): readonly string[] {
  const [path = ''] = asked.split('?');
  const operation = Object.entries(pathsOf())
    .toSorted(([one], [other]) => one.split('{').length - other.split('{').length)
    .find(([template]) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path))?.[1].get;
  const described = operation?.responses[response.status] ?? operation?.responses.default;
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  const schema = described?.content[type]?.schema;
  if (schema === undefined) return [`${response.status} as ${type} is not described`];
  const referring = JSON.stringify(schema).replaceAll('"#/', '"openapi#/');
  const check = checks.get(referring) ?? ajv.compile(JSON.parse(referring) as object);
  checks.set(referring, check);
  check(type.endsWith('json') ? JSON.parse(text) : text);
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function isStream(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}
