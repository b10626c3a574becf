import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createLocal, type LocalServer } from '@outrigger/cluster';
import { beforeAll, describe, expect, test } from 'vitest';
import { cleaned } from './writes/cleaned.ts';

interface Exchange {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly type?: string;
    readonly body?: Readonly<Record<string, unknown>>;
  };
  /** Absent where the request only prepares others, or where the real answer is left to chance. */
  readonly response?: {
    readonly status: number;
    readonly warning?: string;
    readonly retryAfter?: string;
    readonly body: unknown;
  };
}

// Each is a run of its own: from kind to kind; through changes, fields and what a new server has; templates, parts, ends; quotas;
// pods with their patches, workloads, scalers; everything else that people make, list, select and delete.
describe.each([
  'recorded.jsonl',
  'recorded-more.jsonl',
  'recorded-parts.jsonl',
  'recorded-quotas.jsonl',
  'recorded-workloads.jsonl',
  'recorded-kinds.jsonl',
])('the local API server answers writes as kube-apiserver 1.36.2 has answered them (%s)', (file) => {
  const recorded = readFileSync(resolve(import.meta.dirname, 'writes', file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Exchange);
  const answers: unknown[] = [];

  // The requests build on each other, so they are all played first, in their order.
  beforeAll(async () => {
    const server = createLocal({ token: 'T' });
    await prepare(server);
    for (const { request } of recorded) answers.push(await play(server, request));
  });

  const compared = recorded.flatMap(({ name, response }, at) => (response ? [{ name, response, at }] : []));
  test.each(compared)('$name', ({ response, at }) => {
    expect(answers[at]).toEqual({ ...response, body: cleaned(response.body) });
  });
});

const NAMESPACES = { demo: {}, demob: {}, demoq: {}, demos: { 'pod-security.kubernetes.io/enforce': 'restricted' } };

/** What was there before the recording began. */
async function prepare(server: LocalServer): Promise<void> {
  for (const [name, labels] of Object.entries(NAMESPACES)) {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
    await play(server, { method: 'POST', path: '/api/v1/namespaces', body: namespace });
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
    await play(server, { method: 'POST', path: `/api/v1/namespaces/${name}/serviceaccounts`, body: account });
  }
}

async function play(server: LocalServer, { method, path, type, body }: Exchange['request']): Promise<unknown> {
  const url = new URL(path, 'http://server');
  const {
    status,
    headers,
    body: text,
  } = await server.answer({
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: { authorization: 'Bearer T', accept: 'application/json', 'content-type': type ?? 'application/json' },
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
    signal: new AbortController().signal,
  });
  const { warning, 'retry-after': retryAfter } = headers;
  return {
    status,
    ...(warning !== undefined && { warning }),
    ...(retryAfter !== undefined && { retryAfter }),
    body: cleaned(readBody(String(text))),
  };
}

/** Not all that is refused is refused in JSON. */
function readBody(text: string): unknown {
  return text.startsWith('{') ? JSON.parse(text) : text;
}
