import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createLocal, type LocalServer } from '@outrigger/cluster';
import { beforeAll, describe, expect, test } from 'vitest';

interface Exchange {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  /** Absent where the request only prepares others, or where the real answer has no fixed order. */
  readonly response?: { readonly status: number; readonly warning?: string; readonly body: unknown };
}

describe.each([
  ['definitions of custom resources', 'definitions.jsonl'],
  ['custom resources', 'objects.jsonl'],
  ['people with and without roles', 'access.jsonl'],
  ['what policies in CEL refuse', 'policies.jsonl'],
  ['what `outrigger policy` prints', 'outrigger-policies.jsonl'],
  ['what rules may cost, and policies that cannot be', 'costs-and-policies.jsonl'],
])('the local API server answers as kube-apiserver 1.36.2 has answered: %s', (_what, file) => {
  const recorded = readFileSync(resolve(import.meta.dirname, 'custom', file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Exchange);
  const answers: unknown[] = [];

  // The requests build on each other, so they are all played first, in their order.
  beforeAll(async () => {
    const server = createLocal({ token: 'T' });
    for (const { request } of recorded) answers.push(await play(server, request));
    server.close();
  });

  const compared = recorded.flatMap(({ name, response }, at) => (response ? [{ name, response, at }] : []));
  test.each(compared)('$name', ({ response, at }) => {
    expect(answers[at]).toEqual({ ...response, body: cleaned(response.body) });
  });
});

async function play(server: LocalServer, { method, path, headers, body }: Exchange['request']): Promise<unknown> {
  const url = new URL(path, 'http://server');
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await server.answer({
    method,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: new TextEncoder().encode(text),
    signal: new AbortController().signal,
  });
  // What follows from a write is done before the next request: names are accepted, rules gathered, objects cleaned up.
  for (let turn = 0; turn < 5; turn++) await new Promise<void>((done) => setImmediate(done));
  const { warning } = answer.headers;
  return { status: answer.status, ...(warning !== undefined && { warning }), body: cleaned(parsed(answer.body)) };
}

function parsed(body: unknown): unknown {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Without what differs from run to run. */
function cleaned(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (VOLATILE.has(key)) return undefined;
      return typeof inner === 'string' && /^\d+s$/.test(inner) ? '<age>' : inner;
    }) ?? 'null',
  );
}

const VOLATILE: ReadonlySet<string> = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'managedFields',
  'time',
  'lastTransitionTime',
]);
