import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Run, runMain } from '../command/run-main.ts';
import { BAD_EVENTS } from './service/bad-events.ts';
import { startCluster, startServe } from './service/start-serve.ts';

const PATIENCE = { timeout: 30_000, interval: 200 };
/** What steers a terminal, or shows something else than is written; lines end as they may. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not come
const STEERS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

test('whatever stands in the place of an Event is stored or refused with a reason, and is shown safely', async () => {
  const cluster = await startCluster();
  BAD_EVENTS.forEach(({ object }, nth) => {
    const name = `bad.${nth}`;
    const metadata = { name, namespace: 'default', uid: `bad-${nth}` };
    cluster.server.store.put('events', `default/${name}`, { apiVersion: 'v1', kind: 'Event', ...object, metadata });
  });
  const store = join(cluster.folder, 'events.sqlite');
  const service = await startServe(cluster, ['--store', store]);
  const wanted = BAD_EVENTS.flatMap(({ refused }, nth) => (refused === undefined ? [`bad-${nth}`] : []));
  const stored = async () => {
    const { items } = await service.reader.query({}, { limit: 1000 });
    return items.flatMap(({ event, origin }) => (origin === 'event' ? event.uid : []));
  };
  await expect.poll(async () => (await stored()).length, PATIENCE).toBe(wanted.length);
  expect((await stored()).toSorted()).toEqual(wanted.toSorted());
  const metrics = await service.metrics();
  expect(metrics).toContain('outrigger_events_refused_total{cluster="default",why="no-reason-and-message"} 2');
  for (const why of ['time', 'future', 'count', 'wrong-type', 'message-cut', 'text']) {
    expect(metrics).toMatch(new RegExp(`outrigger_events_mended_total\\{cluster="default",why="${why}"\\} [1-9]`));
  }

  const source = ['--server', service.url];
  const lines: readonly (readonly string[])[] = [
    ...['table', 'wide', 'json', 'yaml', 'csv', 'jsonl'].map((format) => ['query', '-o', format]),
    ...['table', 'json', 'csv'].map((format) => [
      'aggregate',
      '--group-by',
      'namespace,kind,reason,type',
      '-o',
      format,
    ]),
    ...['reason', 'workload', 'template', 'namespace'].map((key) => ['top', '--by', key]),
    ...['table', 'chart', 'json', 'yaml'].map((format) => ['incidents', '-o', format]),
    ...['table', 'json', 'yaml'].map((format) => ['explain', 'web', '-o', format]),
    ...['table', 'wide', 'jsonl'].map((format) => [
      'tail',
      '--lines',
      '1000',
      '--limit',
      `${wanted.length}`,
      '-o',
      format,
    ]),
  ];
  for (const words of lines) {
    const run = await runMain(['events', ...words, ...source]);
    expect([words, run.exitCode, run.stdout !== '']).toEqual([words, 0, true]);
    expect([words, steering(run)]).toEqual([words, undefined]);
  }
  const json = await runMain(['events', 'query', '-o', 'json', '--limit', '1000', ...source]);
  expect(JSON.parse(json.stdout).items.length).toBeGreaterThanOrEqual(wanted.length);
  // The same without a service, and after it has ended.
  const direct = await runMain(['events', 'query', '--kubeconfig', cluster.kubeconfig]);
  expect([direct.exitCode, direct.stderr, steering(direct)]).toEqual([0, '', undefined]);
  expect(await service.end()).toBe(0);
  const kept = await runMain(['events', 'query', '--store', store]);
  expect([kept.exitCode, kept.stderr, steering(kept)]).toEqual([0, '', undefined]);
}, 120_000);

function steering({ stdout, stderr }: Run): string | undefined {
  return STEERS.exec(`${stdout.replaceAll('\r\n', '\n')}${stderr}`)?.[0];
}
