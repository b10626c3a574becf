import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createTalk } from './service/create-talk.ts';
import { type HereService, runHere } from './service/run-here.ts';

// The good practices of "Enhancing Kubernetes Event Management with Custom Aggregation": each said by the configuration, and seen
// in the metrics.

const PATIENCE = { timeout: 15_000, interval: 50 };

async function countOf({ reader }: Pick<HereService, 'reader'>): Promise<number> {
  const [all] = await reader.aggregate({ filter: {}, groupBy: [], metrics: ['count'] });
  return all?.count ?? 0;
}
const sumOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);

test('a source that says too much is delayed and counted, and nothing of it is lost', async () => {
  const service = await runHere('clusters: [{ name: c }]\nlimits: { burst: 5, perSecond: 100 }');
  const talk = createTalk(service.server.store, 1);
  for (let nth = 0; nth < 20; nth++) {
    talk.say(5);
    await new Promise((later) => setTimeout(later, 20));
  }
  await expect.poll(() => countOf(service), PATIENCE).toBe(talk.published());
  expect(sumOf(await service.metric('delayed_total{cluster="c"}'))).toBeGreaterThan(0);
});

test('a field selector is evaluated by the API server: what it leaves out does not even come', async () => {
  const service = await runHere('clusters: [{ name: c, fieldSelector: type!=Normal }]');
  const talk = createTalk(service.server.store, 2);
  talk.say(200);
  await expect.poll(() => countOf(service), PATIENCE).toBeGreaterThan(0);
  const [row] = await service.reader.aggregate({ filter: { types: ['Normal'] }, groupBy: [], metrics: ['count'] });
  expect(row?.count ?? 0).toBe(0);
  const warnings = (await service.client.list({ group: '', version: 'v1', plural: 'events' })).items.filter(
    ({ type }) => type === 'Warning',
  );
  await expect.poll(async () => sumOf(await service.metric('received_total')), PATIENCE).toBe(warnings.length);
});

test('while the store is away reading goes on, batches wait on the disk, and nothing is lost', async () => {
  const service = await runHere('clusters: [{ name: c }]');
  const talk = createTalk(service.server.store, 3);
  talk.say(100);
  await expect.poll(() => countOf(service), PATIENCE).toBe(talk.published());
  service.setAway(true);
  for (let nth = 0; nth < 5; nth++) {
    talk.say(50);
    await new Promise((later) => setTimeout(later, 100));
  }
  await expect.poll(async () => sumOf(await service.metric('buffer_batches')), PATIENCE).toBeGreaterThan(1);
  expect(sumOf(await service.metric('buffer_bytes'))).toBeGreaterThan(1000);
  expect(sumOf(await service.metric('buffer_store_failures'))).toBeGreaterThan(0);
  service.setAway(false);
  await expect.poll(() => countOf(service), PATIENCE).toBe(talk.published());
  await expect.poll(async () => sumOf(await service.metric('buffer_batches')), PATIENCE).toBe(0);
});

test('a buffer that is full sheds the least severe, and says how many and of which time', async () => {
  const service = await runHere('clusters: [{ name: c }]\nbuffer: { maxBytes: 1Mi }');
  const talk = createTalk(service.server.store, 7);
  await expect.poll(async () => (await fetch(`${service.url}/healthz`)).status, PATIENCE).toBe(200);
  service.setAway(true);
  for (let nth = 0; nth < 15; nth++) {
    talk.say(100);
    await new Promise((later) => setTimeout(later, 100));
  }
  await expect
    .poll(async () => sumOf(await service.metric('buffer_shed_observations{severity="debug"}')), PATIENCE)
    .toBeGreaterThan(0);
  service.setAway(false);
  await expect.poll(async () => sumOf(await service.metric('buffer_batches')), PATIENCE).toBe(0);
  const shed = (await service.reader.gaps({})).filter(({ why }) => why === 'shed');
  const lost = shed.reduce((sum, gap) => sum + (gap.lost ?? 0), 0);
  expect(lost).toBe(sumOf(await service.metric('buffer_shed_observations')));
  // Failures are worse than what was pulled, and are kept for longer.
  const [failed] = await service.reader.aggregate({ filter: { reasons: ['Failed'] }, groupBy: [], metrics: ['count'] });
  expect(failed?.count ?? 0).toBeGreaterThan(0);
});

test('what comes together is stored at once', async () => {
  const service = await runHere('clusters: [{ name: c }]\nbatch: { maxEvents: 1000, maxWait: 300ms }');
  const talk = createTalk(service.server.store, 4);
  await expect.poll(async () => (await fetch(`${service.url}/healthz`)).status, PATIENCE).toBe(200);
  for (let nth = 0; nth < 10; nth++) {
    talk.say(5);
    await new Promise((later) => setTimeout(later, 20));
  }
  await expect.poll(() => countOf(service), PATIENCE).toBe(talk.published());
  expect(sumOf(await service.metric('batch_observations_count'))).toBeLessThan(6);
});

test('what is too old is deleted, and counted', async () => {
  const service = await runHere('clusters: [{ name: c }]\nretention: { every: 200ms, maxAge: 1h }');
  const old = new Date(Date.now() - 3 * 3_600_000).toISOString();
  service.server.store.put('events', 'default/old', {
    kind: 'Event',
    metadata: { name: 'old', namespace: 'default', uid: 'old' },
    involvedObject: { kind: 'Pod', namespace: 'default', name: 'web' },
    reason: 'Pulled',
    message: 'pulled',
    firstTimestamp: old,
    lastTimestamp: old,
  });
  await expect.poll(async () => sumOf(await service.metric('retention_deleted_total')), PATIENCE).toBe(1);
  expect(sumOf(await service.metric('retention_last_run_seconds'))).toBeGreaterThan(1.7e9);
});

test('a server that refuses is asked again, later and later, and that is counted', async () => {
  const service = await runHere('clusters: [{ name: c }]', (server) =>
    server.misbehave([
      { act: 'refuse', code: 500, when: { verbs: ['list', 'watch'], resources: ['events'], times: 2 } },
    ]),
  );
  const talk = createTalk(service.server.store, 5);
  talk.say(10);
  await expect.poll(() => countOf(service), PATIENCE).toBe(talk.published());
  expect(sumOf(await service.metric('watch_failures_total{cluster="c"}'))).toBeGreaterThan(0);
});

test('metrics say what came, what was known, where it was missing, and by which rule; and no label names an object', async () => {
  const service = await runHere('clusters: [{ name: c }]', (server) => createTalk(server.store, 6).say(100));
  await expect.poll(async () => sumOf(await service.metric('recovered_total')), PATIENCE).toBeGreaterThan(0);
  for (const [name, line] of [
    ['gaps_total', /\{cluster="c",why="first-start"\} 1$/],
    ['rule_matches_total', /\{rule="\w[^"]*"\} [1-9]/],
    ['occurrences_total', /\{cluster="c",category="image",severity="\w+"\} [1-9]/],
    ['lag_seconds', /\{cluster="c"\} \d/],
    ['store_seconds_count', / [1-9]/],
    ['shards_held', / 1$/],
  ] as const) {
    expect([name, (await service.metric(name)).some((each) => line.test(each))]).toEqual([name, true]);
  }
  const documented = readFileSync(new URL('../../docs/events/configuration.md', import.meta.url), 'utf8');
  const named = [...(await (await fetch(`${service.url}/metrics`)).text()).matchAll(/^# HELP (\S+)/gm)];
  expect(named.map(([, name = '']) => name).filter((name) => !documented.includes(`\`${name}\``))).toEqual([]);
  const everything = (await service.metric('')).join('\n');
  expect(everything).not.toMatch(/web-\d|default\/|uid-/);
});
