import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';
import { runMain, writeInput } from './run-main.ts';

const command = resolve(import.meta.dirname, '../../packages/outrigger/bin/outrigger.js');

const scenario = (name: string, rest: string): string =>
  `apiVersion: outrigger.dev/v1alpha1\nkind: Scenario\nmetadata: {name: ${name}}\n${rest}\n`;
const good = (name: string): string => scenario(name, 'pod: {spec: {containers: [{name: app}]}}\nuntil: 5s');

test('every Scenario of every file is played, one recording per line, in order', async () => {
  const files = [`${good('a')}---\n${good('b')}`, good('c')].map((text) => writeInput(text));
  const { exitCode, stdout, stderr } = await runMain(['explain', '--scenario', ...files, '-o', 'recording']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(linesOf(stdout).map(({ scenario: name }) => name)).toEqual(['a', 'b', 'c']);
  expect(stdout.endsWith('}\n')).toBe(true);
});

test('a recording has the shape of the golden ones', async () => {
  const text = scenario(
    'shape',
    'pod: {spec: {containers: [{name: app, readinessProbe: {periodSeconds: 1}}]}}\nbehaviour: {app: [{run: 2s, exit: 3}]}\nuntil: 4s',
  );
  const { stdout } = await runMain(['explain', '--scenario', writeInput(text), '-o', 'recording', '--seed', '7']);
  const [recording] = linesOf(stdout);
  expect(recording).toMatchObject({ scenario: 'shape', kubelet: 'v1.36.2', observedFor: 4 });
  expect(recording?.log[0]).toEqual({ at: expect.any(Number), container: 'app', attempt: 0, what: 'start' });
  expect(recording?.log.map(({ what }) => what)).toContain('exit 3');
  expect(Object.keys(recording?.status.at(-1)?.conditions ?? {}).toSorted()).toEqual([
    'ContainersReady',
    'Initialized',
    'PodReadyToStartContainers',
    'PodScheduled',
    'Ready',
  ]);
  expect(recording?.events[0]).toEqual({
    at: expect.any(Number),
    type: 'Normal',
    reason: 'Pulled',
    field: 'spec.containers{app}',
    message: expect.stringContaining('already present on machine'),
    count: 1,
    component: 'kubelet',
  });
});

/** Scenarios that cannot be played, and what is said of them. */
const bad: readonly (readonly [what: string, text: string, place: string, message: string])[] = [
  ['an unknown field', scenario('x', 'pod: {spec: {}}\nbehavior: {}'), ':5:1', 'unknown field "behavior"'],
  ['a wrong duration', scenario('x', 'pod: {spec: {}}\nuntil: soon'), ':5:8', 'expected a duration'],
  ['a hundred years', scenario('x', 'pod: {spec: {}}\nuntil: 876000h'), ':5:8', 'longer than a year'],
  [
    'behaviour of no container',
    scenario('x', 'pod: {spec: {containers: [{name: app}]}}\nbehaviour: {ap: []}'),
    ':5:17',
    'no container "ap"',
  ],
  ['an unknown happening', scenario('x', 'pod: {spec: {}}\ntimeline: [{at: 1s, explode: {}}]'), ':5:', 'explode'],
  ['no YAML', `${scenario('x', 'pod: {spec: [}')}`, ':4:', ''],
  ['another kind', 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n', ':2:7', 'Pod x is no Scenario'],
  ['no object', 'just text\n', ':1:1', 'not a Kubernetes object'],
  ['nothing', '# nothing\n', '', 'holds no Scenario'],
  [
    'a play without an end',
    scenario('x', 'pod: {spec: {containers: [{name: app, livenessProbe: {periodSeconds: 1}}]}}\nuntil: 8000h'),
    ':5:8',
    'was given up',
  ],
];

test.each(bad)('%s is told with its place and does not stop the rest', async (_what, text, place, message) => {
  const files = [good('before'), text, good('after')].map((each) => writeInput(each));
  const { exitCode, stdout, stderr } = await runMain(['explain', '--scenario', ...files, '-o', 'recording']);
  expect(linesOf(stdout).map((line) => line.scenario)).toEqual(['before', 'after']);
  expect(stderr).toContain(`--> ${files[1]}${place}`);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(exitCode).toBe(2);
});

test('one bad document between good ones of the same file does not stop them', async () => {
  const file = writeInput([good('a'), scenario('b', 'until: soon'), good('c')].join('---\n'));
  const { exitCode, stdout } = await runMain(['explain', '--scenario', file, '-o', 'recording']);
  expect(linesOf(stdout).map((line) => line.scenario)).toEqual(['a', 'c']);
  expect(exitCode).toBe(2);
});

test('a pod that the API server refuses gives a line with its message', async () => {
  const text = scenario('twice', 'pod: {spec: {containers: [{name: app}, {name: app}]}}');
  const { exitCode, stdout } = await runMain(['explain', '--scenario', writeInput(text), '-o', 'recording']);
  expect(exitCode).toBe(0);
  expect(linesOf(stdout)).toEqual([
    {
      scenario: 'twice',
      kubelet: 'v1.36.2',
      observedFor: 0,
      refused: 'Pod "twice" is invalid: spec.containers[1].name: Duplicate value: "app"',
      log: [],
      status: [],
      events: [],
    },
  ]);
});

test('a kubelet without the gate refuses a sidecar; with it, it does not', async () => {
  const file = writeInput(
    scenario(
      's',
      'pod: {spec: {initContainers: [{name: p, restartPolicy: Always}], containers: [{name: app}]}}\nuntil: 9s',
    ),
  );
  const off = await runMain(['explain', '--scenario', file, '--kubelet', '1.28.15', '-o', 'recording']);
  expect(linesOf(off.stdout)[0]?.status.at(-1)).toMatchObject({ phase: 'Failed' });
  const gate = ['--feature-gates', 'SidecarContainers=true'];
  const on = await runMain(['explain', '--scenario', file, '--kubelet', '1.28.15', ...gate, '-o', 'recording']);
  expect(linesOf(on.stdout)[0]?.status.at(-1)).toMatchObject({ phase: 'Running' });
});

test('kubelet timing is the default for recordings, and the seed decides it', async () => {
  const file = writeInput(good('t'));
  const play = async (...line: string[]) =>
    (await runMain(['explain', '--scenario', file, '-o', 'recording', ...line])).stdout;
  expect(await play()).toBe(await play('--timing', 'kubelet'));
  expect(await play('--timing', 'nominal')).not.toBe(await play());
  expect(await play('--seed', '3')).toBe(await play('--seed', '3'));
});

test('standard input holds Scenarios, too', async () => {
  const { stdout } = await runMain(['explain', '--scenario', '-', '-o', 'recording'], { stdin: good('in') });
  expect(linesOf(stdout)).toHaveLength(1);
});

describeWithShared('golden scenarios through the spawned command', 'golden/scenarios', (folder) => {
  test('a pipe gets every line whole, however slowly it is read', async () => {
    const child = spawn(process.execPath, [command, 'explain', '--scenario', join(folder, 'random.yaml')], {
      env: { ...process.env, OUTRIGGER_RUN: 'source' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8');
    for await (const chunk of child.stdout) {
      text += chunk;
      await new Promise((done) => setTimeout(done, 5));
    }
    expect(linesOf(text).length).toBeGreaterThan(50);
  });

  test('a reader that has had enough ends the command quietly', () => {
    const line = `"${process.execPath}" "${command}" explain --scenario "${folder}"/*.yaml -o recording | head -n 1 | cut -c 1-12`;
    const { stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', line], {
      encoding: 'utf8',
      env: { ...process.env, OUTRIGGER_RUN: 'source' },
    });
    expect({ stdout, stderr }).toEqual({ stdout: '{"scenario":\n', stderr: '' });
  });
});

interface Recording {
  readonly scenario: string;
  readonly log: readonly { readonly what: string }[];
  readonly status: readonly { readonly conditions: Readonly<Record<string, string>> }[];
  readonly events: readonly object[];
}

function linesOf(stdout: string): readonly Recording[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
