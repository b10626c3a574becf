import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createTalk } from '../events/service/create-talk.ts';
import { startCluster } from '../events/service/start-serve.ts';
import { runMain, writeInput } from './run-main.ts';

const PODS = { group: '', version: 'v1', plural: 'pods' };

/** A cluster with a pod of a Deployment that cannot mount its volume, and one that crashes. */
async function brokenCluster() {
  const cluster = await startCluster();
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'd-1', controller: true };
  for (const name of ['web-1', 'web-2']) {
    await cluster.client.create(PODS, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: 'default', name, ownerReferences: [owner] },
      spec: { containers: [{ name: 'app', image: 'web:1' }] },
    });
  }
  const talk = createTalk(cluster.server.store, 3);
  talk.say(300);
  return { ...cluster, talk };
}

test('a cluster is asked without a service', async () => {
  const { kubeconfig, talk } = await brokenCluster();
  const ask = (...words: readonly string[]) => runMain(['events', ...words, '--kubeconfig', kubeconfig]);
  const rows = JSON.parse((await ask('aggregate', '-o', 'json', '--metrics', 'count')).stdout).items;
  const counts = rows.map(({ count }: { readonly count: number }) => count);
  expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(talk.published());

  const incidents = JSON.parse((await ask('incidents', '-o', 'json')).stdout).items;
  expect(incidents).toContainEqual(
    expect.objectContaining({ root: { kind: 'Deployment', namespace: 'default', name: 'web' }, state: 'open' }),
  );
  expect((await ask('explain', 'web-1')).stdout).toMatch(
    /^Pod web-1 suffers from an incident that began with Deployment default\/web/,
  );
  expect((await ask('top', '--by', 'reason', '--no-headers', '-n', 'nowhere')).stderr).toBe('no events fit\n');
});

test('events of a cluster are told as they come, with what is new of them', async () => {
  const { kubeconfig, talk } = await brokenCluster();
  const before = talk.published();
  const saying = setInterval(() => talk.say(1), 100);
  const { exitCode, stdout } = await runMain([
    'events',
    'tail',
    '--kubeconfig',
    kubeconfig,
    '--lines',
    '0',
    '--limit',
    '5',
    '-o',
    'jsonl',
  ]).finally(() => clearInterval(saying));
  const told = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).count as number);
  expect([exitCode, told.length]).toEqual([0, 5]);
  expect(told.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(talk.published() - before);
});

test('what kubectl has printed is asked in the same way, also from the standard input', async () => {
  const { client } = await brokenCluster();
  const { items: events } = await client.list({ group: '', version: 'v1', plural: 'events' });
  const { items: pods } = await client.list(PODS);
  const list = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [...events.map((event) => ({ kind: 'Event', ...event })), ...pods.map((pod) => ({ kind: 'Pod', ...pod }))],
  });
  const fromFile = await runMain(['events', 'incidents', '-f', writeInput(list, 'all.json'), '-o', 'json']);
  const fromInput = await runMain(['events', 'incidents', '-f', '-', '-o', 'json'], { stdin: list });
  expect(JSON.parse(fromFile.stdout).items.length).toBeGreaterThan(0);
  expect(JSON.parse(fromInput.stdout).items.map(({ id }: { id: string }) => id)).toEqual(
    JSON.parse(fromFile.stdout).items.map(({ id }: { id: string }) => id),
  );
});

test('of a cluster where nothing happens kubectl prints a List of nothing, and nothing fits', async () => {
  const nothing = writeInput(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [] }), 'none.json');
  expect(await runMain(['events', 'query', '-f', nothing])).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: 'no events fit\n',
  });
  const pods = writeInput(JSON.stringify({ kind: 'List', items: [{ kind: 'Pod' }] }), 'pods.json');
  expect(await runMain(['events', 'query', '-f', pods])).toMatchObject({ exitCode: 2, stdout: '' });
});

test('troubles that lie back are incidents, too, also where only Events were printed', async () => {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const items = [15, 30, 55].map((minutes) => ({
    kind: 'Event',
    metadata: { namespace: 'default', name: `e${minutes}`, uid: `u${minutes}` },
    involvedObject: { kind: 'Pod', namespace: 'default', name: `web-${minutes}` },
    reason: 'FailedScheduling',
    message: '0/3 nodes are available: 3 Insufficient cpu.',
    type: 'Warning',
    count: 3,
    firstTimestamp: ago(minutes + 2),
    lastTimestamp: ago(minutes),
  }));
  const ask = async (what: string) => {
    const file = writeInput(JSON.stringify({ kind: 'List', items }), 'old.json');
    const { stdout } = await runMain(['events', what, '-f', file, '-o', 'jsonl']);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const incidents = await ask('incidents');
  expect(incidents.map(({ root, state }) => `${root.name} ${state}`).sort()).toEqual([
    'web-15 resolved',
    'web-30 resolved',
    'web-55 resolved',
  ]);
  const told = (await ask('query')).map(({ correlationId }) => correlationId);
  expect(told.sort()).toEqual(incidents.map(({ id }) => id).sort());
});

test('characters that steer a terminal or turn the writing are escaped, and nothing of them is lost', async () => {
  const message = 'a\u009b31m \u202egpj.exe\u2066 \u001b[2J "b"\\n: # é';
  const object = { kind: 'Pod', namespace: 'default', name: 'web' };
  const item = { kind: 'Event', metadata: { namespace: 'default', name: 'e', uid: 'u' }, involvedObject: object };
  const file = writeInput(JSON.stringify({ kind: 'List', items: [{ ...item, reason: 'Odd', message }] }), 'odd.json');
  for (const what of [['query'], ['explain', 'web']]) {
    const tell = async (format: string) => {
      const run = await runMain(['events', ...what, '-f', file, '-o', format]);
      expect([run.exitCode, run.stderr]).toEqual([0, '']);
      return run.stdout;
    };
    const [json, yaml] = [await tell('json'), await tell('yaml')];
    for (const steering of ['\u001b', '\u009b', '\u202e', '\u2066']) expect(yaml).not.toContain(steering);
    expect(yaml).toContain('a\\u009b31m \\u202egpj.exe\\u2066');
    const messages = (text: string): readonly string[] => text.match(/"(?:message|text)":"(?:[^"\\]|\\.)*"/g) ?? [];
    const [one, other] = [parse(yaml), JSON.parse(json)].map((value) => messages(JSON.stringify(value)));
    expect(one).toEqual(other);
  }
});

test('a part whose name is written wrong is no pod', async () => {
  const { exitCode, stderr } = await runMain(['events', 'qury']);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/hint: did you mean the command "query"\?\n$/)]);
});

test.each([
  ['qury --since 1h', "unknown command 'qury'", 'did you mean query?'],
  ['incidnts -o jsonl', "unknown command 'incidnts'", 'did you mean incidents?'],
  ['explan pod web', "unknown command 'explan'", 'did you mean explain?'],
  ['web --since 1h', "unknown option '--since'", 'run with --help for usage'],
  ['--tail 5', "unknown option '--tail'", 'run with --help for usage'],
])('events %s: %s', async (line, message, hint) => {
  const { exitCode, stderr } = await runMain(['events', ...line.split(' ')]);
  expect([exitCode, stderr]).toEqual([2, `error: ${message}\nhint: ${hint}\n`]);
});

test('what a spreadsheet would take for a formula is none in csv, and what is not there is empty', async () => {
  const messages = ['=1+1', '-1+cmd|x', '+1', '@a', '\n=1', '-', '-1.5'];
  const items = messages.map((message, i) => ({
    kind: 'Event',
    metadata: { namespace: 'default', name: `e${i}`, uid: `u${i}` },
    involvedObject: { kind: 'Pod', namespace: 'default', name: 'web' },
    reason: 'Told',
    message,
    type: 'Normal',
    lastTimestamp: `2026-11-21T10:00:0${i}Z`,
  }));
  const file = writeInput(JSON.stringify({ kind: 'List', items }), 'formulas.json');
  const { stdout } = await runMain(['events', 'query', '-f', file, '-o', 'csv', '--no-headers', '--order', 'oldest']);
  const cells = stdout.split('\r\n').map((line) => line.split(',pod/web,')[1]);
  expect(cells.slice(0, -1)).toEqual(
    ["'=1+1", "'-1+cmd|x", "'+1", "'@a", `"'\n=1"`, "'-", '-1.5'].map((message) => `,,file,,${message}`),
  );
});

test.each([
  [['query', '--context', 'a', '--server', 'http://127.0.0.1:1'], 2, /^error: --server: not together with --context/],
  [['query', '--store', 'x', '-f', 'y'], 2, /^error: --store: not together with --filename/],
  [['query', '--kubeconfig', '/nowhere'], 3, /there is no kubeconfig \/nowhere/],
  [['incidents', '-f', '/nowhere'], 2, /\/nowhere: there is no such file/],
  [['tail', '-f', 'x'], 2, /unknown option '-f'/],
] as const)('%j is refused with what is wrong', async (words, exitCode, message) => {
  const run = await runMain(['events', ...words]);
  expect([run.exitCode, run.stdout]).toEqual([exitCode, '']);
  expect(run.stderr).toMatch(message);
});
