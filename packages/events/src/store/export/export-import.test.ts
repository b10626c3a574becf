import { expect, test } from 'vitest';
import type { Incident } from '../../incident.ts';
import { createMemoryStore } from '../memory-store.ts';
import { someObservation } from '../testing/some-observation.ts';
import { exportLines } from './export-lines.ts';
import { importLines } from './import-lines.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const INCIDENT: Incident = {
  id: 'i1',
  cluster: 'main',
  root: { kind: 'Node', namespace: '', name: 'node-1' },
  rule: 'node-down',
  from: NOON,
  until: NOON,
  state: 'open',
  severity: 'critical',
  level: 'node',
  affected: [],
  chain: [],
  reasons: ['NodeNotReady'],
  occurrences: 4,
};

async function filled() {
  const store = createMemoryStore();
  await store.store({
    observations: Array.from({ length: 2500 }, (_, n) =>
      someObservation({ id: `n${n}`, until: NOON + (n % 1000), message: `line\nend \u2028 ${n}` }),
    ),
    incidents: [INCIDENT],
    gaps: [{ cluster: 'main', from: NOON, until: NOON + 1, why: 'shed', lost: 7 }],
  });
  return store;
}

async function all(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const collected: string[] = [];
  for await (const line of lines) collected.push(line);
  return collected;
}

test('what was exported is all there in the store it was imported into, and is not written again', async () => {
  const store = await filled();
  const lines = await all(exportLines(store, {}));
  const other = createMemoryStore();
  expect(await importLines(lines, other)).toEqual({ observations: 2500, incidents: 1, gaps: 1 });
  await importLines(lines, other);
  // As one text: a difference of thousands of lines tells nobody anything.
  expect((await all(exportLines(other, {}))).join('') === lines.join('')).toBe(true);
  expect(lines.length).toBe(2502);
});

test('an export is of what its filter finds', async () => {
  const lines = await all(exportLines(await filled(), { from: NOON + 998, until: NOON + 999 }));
  expect(lines.map((line) => Object.keys(JSON.parse(line))[0])).toEqual(['observation', 'observation']);
});

test.each([
  ['{"observation":', /JSON/],
  ['[]', /none of observation, incident, gap/],
  ['{"observation":{"id":"a"}}', /observation\.cluster/],
  [JSON.stringify({ observation: someObservation({ count: -3 }) }), /observation\.count/],
  [JSON.stringify({ observation: { ...someObservation(), until: 1e300 } }), /observation\.until/],
])('a line that no export wrote is told with its number: %s', async (line, why) => {
  const store = createMemoryStore();
  const good = JSON.stringify({ observation: someObservation() });
  expect(await importLines([good, '', line], store)).toMatchObject({ line: 3, why: expect.stringMatching(why) });
  expect((await store.query({}, { limit: 1 })).items).toEqual([]);
});
