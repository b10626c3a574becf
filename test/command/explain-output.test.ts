import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { runMain, writeInput } from './run-main.ts';

const examples = resolve(import.meta.dirname, '../../examples');
// Six files, a pod each.
const article = resolve(examples, 'start-sidecar-first');
const native = resolve(examples, 'native-sidecar.yaml');
const first = (name: string) => resolve(examples, `start-sidecar-first/${name}.yaml`);

/** What `kubectl get pod` shows in the article's experiments, and which Events. */
const experiments: readonly (readonly [name: string, rows: readonly RegExp[], events: readonly RegExp[]])[] = [
  ['readiness-always-fails', [/^0s +1\/2 +Running +0/m], [/Warning +Unhealthy .*Readiness probe failed/]],
  ['startup-takes-15s', [/^0s +0\/2 +Init:0\/1/m, /^\d+s +2\/2 +Running/m], [/Normal +Started .*sidecar/]],
  [
    'startup-times-out',
    [/^0s +0\/2 +Init:0\/1/m],
    [/Warning +Unhealthy .*"sleep 15" timed out after 1s/, /failed startup probe/, /Warning +BackOff/],
  ],
  ['post-start', [/^0s +0\/2/m, /^15s +2\/2 +Running/m], [/Normal +Started/]],
  ['post-start-fails', [/^0s +0\/2/m], [/FailedPostStartHook/, /BackOff/]],
  ['liveness-alone', [/^0s +2\/2 +Running +0/m, /2\/2 +Running +1/], [/Init container sidecar failed liveness probe/]],
];

test.each(experiments)('%s is told from its commands alone', async (name, rows, events) => {
  const { exitCode, stdout } = await runMain(['explain', first(name), '--width', '200']);
  expect(exitCode).toBe(0);
  for (const pattern of [...rows, ...events]) expect(stdout).toMatch(pattern);
});

test('text fits the width, except what cannot be broken', async () => {
  for (const width of [40, 60, 80, 120]) {
    const { stdout } = await runMain(['explain', native, '--width', String(width)]);
    const chart = stdout.split('\n\n')[0]?.split('\n') ?? [];
    for (const line of chart) expect(line.length, line).toBeLessThanOrEqual(width);
  }
});

const ESCAPE = '\u001b[';

test('what is in a manifest commands no terminal', async () => {
  const hostile = String.raw`apiVersion: v1
kind: Pod
metadata: {name: x}
spec: {containers: [{name: a, image: "b\e]0;title\a", command: [sh, -c, "echo '\e[2J\x9b2J'; exit 1"]}]}
`;
  for (const format of ['wide', 'story', 'events', 'wide --compare 1.30.3']) {
    const run = async (color: string) =>
      runMain(['explain', writeInput(hostile), '--color', color, '-o', ...format.split(' ')]);
    const { stdout, stderr } = await run('never');
    expect(stdout + stderr).not.toMatch(CONTROL);
    expect(stdout.includes('␛')).toBe(format.startsWith('wide') || format === 'events');
    const colored = await run('always');
    expect((colored.stdout + colored.stderr).replace(COLORS, '')).not.toMatch(CONTROL);
  }
  const { stderr } = await runMain(['explain', writeInput(hostile.replace('image', '"im\\eage"'))]);
  expect(stderr).toMatch(/^error: unknown field/);
  expect(stderr).not.toMatch(CONTROL);
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that command a terminal
const CONTROL = /[\0-\x09\x0b-\x1f\x7f-\x9f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of our own
const COLORS = /\x1b\[[\d;]*m/g;

test.each([
  [[], { terminal: 100 }, true],
  [[], {}, false],
  [[], { terminal: 100, env: { NO_COLOR: '1' } }, false],
  [[], { terminal: 100, env: { NO_COLOR: '' } }, true],
  [[], { terminal: 100, env: { TERM: 'dumb' } }, false],
  [[], { env: { FORCE_COLOR: '1' } }, true],
  [[], { terminal: 100, env: { FORCE_COLOR: '0' } }, false],
  [['--color', 'always'], { env: { NO_COLOR: '1' } }, true],
  [['--color', 'never'], { terminal: 100, env: { FORCE_COLOR: '1' } }, false],
] as const)('with flags %j in %j there are colours: %s', async (flags, options, colours) => {
  const { stdout } = await runMain(['explain', native, ...flags], options);
  expect(stdout.includes(ESCAPE)).toBe(colours);
});

test('errors have colours only on a terminal', async () => {
  const on = await runMain(['explain', '/nowhere.yaml'], { terminal: 80 });
  const off = await runMain(['explain', '/nowhere.yaml']);
  expect([on.stderr.includes(ESCAPE), off.stderr.includes(ESCAPE)]).toEqual([true, false]);
});

test('a terminal without UTF-8 gets ASCII', async () => {
  const { stdout } = await runMain(['explain', native], { env: { LC_ALL: 'C' } });
  expect(stdout.split('\n\n')[0]).toMatch(/^[\x20-\x7e\n]*$/);
});

test('json and yaml say the same, and only that on stdout', async () => {
  const json = await runMain(['explain', native, '-o', 'json']);
  const yaml = await runMain(['explain', native, '-o', 'yaml']);
  expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
  expect(JSON.parse(json.stdout)).toMatchObject({
    apiVersion: 'outrigger.dev/v1alpha1',
    kind: 'Explanation',
    metadata: { name: 'deployment.apps/shop' },
    kubelet: { version: '1.36.2', timing: 'nominal' },
    ended: { at: 37, by: 'gone' },
    story: expect.arrayContaining([expect.objectContaining({ at: 7, text: 'The pod is Ready (2/2).' })]),
    get: expect.arrayContaining([{ at: 7, ready: '2/2', status: 'Running', restarts: 0 }]),
    assumptions: expect.arrayContaining([
      expect.objectContaining({ container: 'app', what: 'run', because: 'assumed' }),
    ]),
  });
  expect([json.stderr, yaml.stderr]).toEqual(['', '']);
});

test('several pods are a list for programs, and parts with headings for people', async () => {
  const json = await runMain(['explain', article, '-o', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ kind: 'ExplanationList', items: { length: 6 } });
  const text = await runMain(['explain', examples, '--name', 'shop', '-o', 'story']);
  expect(text.stdout.match(/^deployment\.apps\/shop \(.*\.yaml:\d+\)$/gm)).toHaveLength(2);
});

test.each([
  [['-o', 'name'], /^deployment\.apps\/shop\n$/],
  [['-o', 'story'], /^ 0 s .*starts/],
  [['-o', 'events'], /^Events:\n {2}Type /],
  [['-o', 'events', '--no-headers'], /^ {2}Normal +Pulled/],
  [['-o', 'wide'], /Requests, as the scheduler counts them\n {2}BestEffort/],
  [['-o', 'svg'], /^<svg [\s\S]*<\/svg>\s*$/],
  [['-o', 'html'], /^<!doctype html>[\s\S]*<\/html>\s*$/i],
  [['-o', 'recording'], /^\{"scenario":"shop".*\}\n$/],
])('%j', async (flags, expected) => {
  const { exitCode, stdout, stderr } = await runMain(['explain', native, ...flags]);
  expect(stdout).toMatch(expected);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

test('a page asks for nothing from anywhere', async () => {
  const { stdout } = await runMain(['explain', native, '-o', 'html']);
  expect(stdout).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

test.each([
  ['svg', []],
  ['html', []],
  ['html', ['--compare', '1.30.3']],
])('%s of several pods is refused with their names: %j', async (format, flags) => {
  const { exitCode, stdout, stderr } = await runMain(['explain', article, '-o', format, ...flags]);
  expect(stderr).toMatch(/^error: -o: \w+ shows one pod, and there are 6\nhint: choose one: --name /);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
});

test.each([
  ['-l', 'app=shop', 'deployment.apps/shop\ndeployment.apps/shop\n'],
  ['-l', 'app in (shop,x),!tier', 'deployment.apps/shop\ndeployment.apps/shop\n'],
  ['--name', 'job/migrate', 'job.batch/migrate\n'.repeat(3)],
  ['--name', 'deploy/shop', 'deployment.apps/shop\ndeployment.apps/shop\n'],
  ['--name', 'pods/post-start', 'pod/post-start\n'],
])('%s %s chooses', async (flag, value, names) => {
  expect(await runMain(['explain', examples, flag, value, '-o', 'name'])).toMatchObject({ exitCode: 0, stdout: names });
});

test.each([
  [['--compare', 'legacy'], /because cloud-sql-proxy is an ordinary\s+container with legacy/],
  [['--compare', 'legacy', '-o', 'story'], /^native\n 0 s/m],
  [['--compare', '1.35', '-o', 'html'], /<\/html>/],
  [['--compare', 'legacy', '-o', 'json'], /"kind": "Comparison"/],
  [['--compare', 'legacy', '-o', 'recording'], /^\{.*\}\n\{.*\}\n$/],
])('%j shows two lives', async (flags, expected) => {
  const { exitCode, stdout } = await runMain(['explain', native, ...flags]);
  expect(stdout).toMatch(expected);
  expect(exitCode).toBe(0);
});

test('a comparison names the upstream issue', async () => {
  const pod = `apiVersion: v1
kind: Pod
metadata: {name: g13}
spec:
  terminationGracePeriodSeconds: 60
  initContainers:
    - {name: one, image: "a:1", restartPolicy: Always}
    - {name: two, image: "b:1", restartPolicy: Always}
  containers:
    - {name: app, image: "c:1"}
`;
  const what = ['--missing-image', 'two', '--delete', '5s', '--kubelet', '1.30.3', '--compare', '1.30.4'];
  const { stdout } = await runMain(['explain', '-', ...what], { stdin: pod });
  expect(stdout.split('\n\n')[0]).toMatch(/125880/);
});

test.each([
  ['legacy', /has no sidecars/],
  ['1.99', /no kubelet "1.99" is known/],
])('--compare %s on a pod without sidecars', async (other, message) => {
  const { exitCode, stderr } = await runMain(['explain', resolve(examples, 'legacy-proxy.yaml'), '--compare', other]);
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(2);
});

test('where nothing differs, one story is told', async () => {
  const { stdout } = await runMain(['explain', native, '--compare', '1.36.1', '-o', 'story']);
  expect(stdout).toContain('Nothing differs between 1.36.2 and 1.36.1.');
  expect(stdout.match(/The pod is Ready \(2\/2\)\./g)).toHaveLength(1);
});
