import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createLocal } from '../create-local.ts';
import type { LocalServer } from '../server.ts';
import { ask } from '../testing/ask.ts';

/** Random writes of one deployment, and how kube-apiserver 1.36.2 has answered (dev/fuzz-writes.ts --record). */
interface RecordedWrite {
  readonly method: string;
  readonly query: string;
  readonly type: string;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

const recorded = readFileSync(new URL('testing/recorded-writes.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as readonly RecordedWrite[]);

describe('what a real server has answered to random writes', () => {
  test.each(recorded.map((writes, at) => [at, writes] as const))('holds for series %i', async (_at, writes) => {
    const server = createLocal();
    for (const [step, { method, query, type, body, status, answer }] of writes.entries()) {
      const place = method === 'POST' ? COLLECTION : `${COLLECTION}/f`;
      const told = await ask(server, { method, path: `${place}?${query}`, type, body });
      expect({ step, status: told.status, answer: settled(told.body) }).toEqual({
        step,
        status,
        answer: settled(answer),
      });
    }
    server.close();
  });
});

describe('a patch that comes between', () => {
  test('another write of the same object is made on what that has left', async () => {
    const server = createLocal();
    await create(server);
    const patch = (key: string) =>
      ask(server, { method: 'PATCH', path: MAP, type: MERGE, body: { data: { [key]: 'x' } } });
    await Promise.all(['a', 'b', 'c', 'd'].map(patch));
    expect((await ask(server, { method: 'GET', path: MAP })).body.data).toEqual({ a: 'x', b: 'x', c: 'x', d: 'x' });
    server.close();
  });
});

const COLLECTION = '/apis/apps/v1/namespaces/default/deployments';
const MAP = '/api/v1/namespaces/default/configmaps/m';
const MERGE = 'application/merge-patch+json';

function create(server: LocalServer) {
  return ask(server, { method: 'POST', path: MAP.slice(0, -2), body: { metadata: { name: 'm' } } });
}

/** Without what differs from run to run, and with lists in an order of their own that Go's maps shuffle. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, item]) => {
    if (volatile.has(key)) return [];
    if (key === 'status' && typeof item === 'object') return [];
    const sorts = key === 'managedFields' || key === 'causes';
    return [[key, sorts ? (settled(item) as unknown[]).toSorted(byText) : settled(item)] as const];
  });
  return Object.fromEntries(entries);
}

const volatile: ReadonlySet<string> = new Set(['uid', 'resourceVersion', 'time', 'creationTimestamp', 'generation']);

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(sortedKeys(one)) < JSON.stringify(sortedKeys(other)) ? -1 : 1;
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortedKeys(item)]));
}
