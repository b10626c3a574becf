import { createRestApi, listenRest } from '@outrigger/events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keptEvents } from '../events/query/kept-events.ts';
import { runMain } from './run-main.ts';

let server = '';
let close = async (): Promise<void> => {};

beforeAll(async () => {
  const listening = await listenRest(createRestApi({ store: await keptEvents(), now: Date.now }), {});
  if ('refused' in listening) throw new Error(listening.detail);
  ({ url: server, close } = listening);
});
afterAll(() => close());

const ask = (...words: readonly string[]) => runMain(['events', ...words], { env: { OUTRIGGER_EVENTS: server } });

describe('outrigger events query', () => {
  test('prints a table as kubectl does, without what would steer the terminal', async () => {
    const { exitCode, stdout } = await ask('query');
    const [headings, ...lines] = stdout.trimEnd().split('\n');
    expect(exitCode).toBe(0);
    expect(headings).toMatch(/^LAST SEEN +NAMESPACE +SEVERITY +COUNT +REASON +OBJECT +MESSAGE$/);
    expect(lines.map((line) => line.replace(/^\S+ +/, ''))).toEqual([
      'bank        debug      1       Pulled      pod/till-1   image pulled ␛[2J<script>',
      'shop        error      7       BackOff     pod/web-1    Back-off restarting failed container app in pod web-1',
      'shop        error      1       Unhealthy   pod/web-1    Liveness probe failed: HTTP probe failed with statuscode: 500',
    ]);
  });

  test.each([
    [['-n', 'bank'], 1],
    [['-n', 'bank', '-n', 'shop'], 3],
    [['-n', 'bank', '-A'], 3],
    [['-l', 'app=web'], 2],
    [['--for', 'pod/web-1', '--types', 'Warning', '--severity', 'error'], 2],
    [['--category', 'image'], 1],
    [['--correlation-id', 'incident-1', '--limit', '1'], 1],
    [['--workload', 'deploy/shop/web'], 2],
    [['--since', '2026-11-21T10:01:00Z', '--until', '2026-11-21T10:02:00Z'], 1],
  ])('%j chooses', async (words, count) => {
    const { stdout } = await ask('query', '--no-headers', ...words);
    expect(stdout.trimEnd().split('\n')).toHaveLength(count);
  });

  test('says on stderr that nothing fits', async () => {
    expect(await ask('query', '-n', 'nowhere')).toEqual({ exitCode: 0, stdout: '', stderr: 'no events fit\n' });
  });

  test('prints json, yaml, jsonl and csv', async () => {
    expect(JSON.parse((await ask('query', '-o', 'json')).stdout).items).toHaveLength(3);
    expect((await ask('query', '-o', 'jsonl')).stdout.trimEnd().split('\n')).toHaveLength(3);
    expect((await ask('query', '-o', 'yaml')).stdout).toMatch(/^items:\n {2}- id: uid-2:1\n/);
    expect((await ask('query', '-o', 'csv', '--limit', '1')).stdout.split('\r\n')[1]).toMatch(
      /^2026-11-21T10:02:00.000Z,bank,debug,/,
    );
  });
});

test.each([
  [
    'aggregate',
    ['--group-by', 'namespace', '--metrics', 'count,objects', '-o', 'csv'],
    'namespace,count,objects\r\nshop,8,1\r\nbank,1,1\r\n',
  ],
  ['top', ['--by', 'reason', '--since', '2026-01-01', '--no-headers', '--limit', '1'], /^7 +█{10} +1 +\S+ +BackOff\n$/],
  [
    'incidents',
    ['--no-headers'],
    /^incident-1 +open +critical .* node\/node-1 +deployment\/shop\/web +NodeNotReady, BackOff, Unhealthy\n$/,
  ],
  ['incidents', ['incident-1'], /^Incident incident-1: node\/node-1, critical, open for 60 s, 8 events\n/],
  ['incidents', ['-o', 'chart'], /\nnode\/node-1 {2}█+▸ NodeNotReady/],
  ['explain', ['web-1', '-n', 'shop'], /^Pod web-1 suffers from an incident that began with Node node-1/],
  ['explain', ['pod/shop/web-1', '-o', 'json'], /"summary": "Pod web-1/],
  ['tail', ['--limit', '2', '-o', 'jsonl'], /uid-0:1.*\n.*uid-1:1/],
] as const)('outrigger events %s %j prints its answer', async (part, words, expected) => {
  const { exitCode, stdout, stderr } = await ask(part, ...words);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  if (typeof expected === 'string') expect(stdout).toBe(expected);
  else expect(stdout).toMatch(expected);
});

describe('what cannot be answered', () => {
  test.each([
    [['query', '--severity', 'bad'], 2, /^error: --severity: .*\n/],
    [['query', '--since', 'yesterday'], 2, /^error: --since: is no time/],
    [['query', '--workload', 'web'], 2, /^error: --workload: is no workload/],
    [['query', '--types', 'Warnings'], 2, /^error: --types: is no type/],
    [['query', '--category', 'colour'], 2, /^error: --category: /],
    [['query', '-l', 'app!=web'], 2, /hint: only key=value can/],
    [['query', '--limit', '0'], 2, /--limit/],
    [['aggregate', '--group-by', 'colour'], 2, /hint: there are cluster, namespace/],
    [['aggregate', '--window', '5'], 2, /hint: write 5m/],
    [['incidents', 'none'], 2, /there is no incident "none"/],
    [['explain', 'none'], 2, /nothing is known of pod "none" in namespace "default"/],
    [['query', '--server', 'nonsense'], 2, /is no URL/],
    [['query', '--server', 'http://127.0.0.1:1'], 3, /does not answer.*\nhint: start one with outrigger events serve/],
    [['tail', '--lines', '0'], 3, /this service reads no cluster/],
  ])('%j is said in one line, with what to do', async (words, exitCode, message) => {
    const run = await ask(...words);
    expect([run.exitCode, run.stdout]).toEqual([exitCode, '']);
    expect(run.stderr).toMatch(message);
  });
});

test('the words that events had before it had parts mean what they meant', async () => {
  const { exitCode, stderr } = await ask('web');
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('no pod "web" is here')]);
});
