import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runMain, writeInput } from './run-main.ts';

const pod = (container: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n${more}  containers:\n    - ${container}\n`;
const good = pod('{name: app, image: nginx, readinessProbe: {httpGet: {port: 80}}}');

/** Inputs that cannot be explained: where it says so, what, and what to do. */
const inputs: readonly (readonly [what: string, text: string, place: string, message: RegExp, hint?: RegExp])[] = [
  ['text that is no YAML', 'hello: [1, 2\nx', ':2:1', /flow sequence/],
  [
    'a list that is never closed',
    '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[',
    ':1:',
    /flow|end|expected/i,
  ],
  ['a text', 'just text', ':1:1', /not a Kubernetes object: a string/],
  ['an empty file', '', '', /no pod in here: it is empty/],
  ['only comments', '# nothing\n---\n', '', /no pod in here/],
  [
    'an object without a pod',
    'apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {}\n',
    ':2:7',
    /it holds a Service/,
  ],
  [
    'an unknown field',
    pod('{name: app, imagee: nginx}'),
    ':6:19',
    /unknown field "spec.containers\[0\].imagee"/,
    /"image"/,
  ],
  ['a wrong type', pod('{name: app, image: nginx, ports: [{containerPort: web}]}'), ':6:', /containerPort/],
  [
    'no containers',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {}\n',
    ':4:1',
    /spec.containers: Required value/,
  ],
  [
    'a probe without a handler',
    pod('{name: app, image: nginx, livenessProbe: {periodSeconds: 5}}'),
    ':6:',
    /must specify a handler type/,
  ],
  [
    'a probe on an ordinary init container',
    pod('{name: app, image: nginx}', '  initContainers: [{name: i, image: b, startupProbe: {httpGet: {port: 80}}}]\n'),
    ':5:',
    /may not be set for init containers without restartPolicy=Always/,
  ],
  ['a name given twice', pod('{name: app, image: a}\n    - {name: app, image: b}'), ':7:14', /Duplicate value: "app"/],
  ['a key given twice', 'apiVersion: v1\nkind: Pod\nkind: Pod\n', ':3:1', /kind/, /line 2/],
  ['an unrendered chart', 'metadata:\n  name: {{ .Release.Name }}\n', ':2:9', /unrendered template/, /helm template/],
  ['an anchor inside of itself', 'apiVersion: v1\nkind: Pod\nspec: &a\n  extra: *a\n', ':4:10', /contains itself/],
  ['a binary file', '\0\u0001\u0002', '', /binary/],
];

const cases = inputs.map(([what, text, place, message, hint]) => ({ what, text, place, message, hint }));

test.each(cases)('$what: one clear error, exit code 2', async ({ text, place, message, hint }) => {
  const file = writeInput(text);
  const { exitCode, stdout, stderr } = await runMain(['explain', file]);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^error: /);
  expect(stderr).toContain(`--> ${file}${place}`);
  if (hint) expect(stderr).toMatch(new RegExp(`hint: .*${hint.source}`));
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
});

test('an error shows the line with a caret under it', async () => {
  const file = writeInput(pod('{name: app, imagee: nginx}'));
  const { stderr } = await runMain(['explain', file]);
  expect(stderr.split('\n')).toEqual([
    'error: unknown field "spec.containers[0].imagee"',
    `  --> ${file}:6:19`,
    '  |',
    '6 |     - {name: app, imagee: nginx}',
    '  |                   ^^^^^^',
    'hint: did you mean "image"?',
    '',
  ]);
});

/** Wrong flags on a good file: what it says, and what to do. */
const flags: readonly (readonly [line: string, message: string, hint: string])[] = [
  ['--kubelet 1.99', 'no kubelet "1.99" is known', 'known are 1.27 to 1.37'],
  ['--kubelet latest', 'no kubelet "latest" is known', 'such as 1.30.3'],
  ['--feature-gates SidecarContainer=true', 'no gate "SidecarContainer" is known', 'did you mean "SidecarContainers"?'],
  ['--feature-gates SidecarContainers=yes', '"SidecarContainers=yes" sets nothing', 'SidecarContainers=true'],
  ['--crash ap', '--crash: no container "ap"', 'did you mean "app"?'],
  ['--crash app@soon', '--crash: "soon" is no time', '30s'],
  ['--crash app=256', '--crash: "app=256" is not NAME[@TIME][=CODE]', '--crash app@30s=137'],
  ['--crash-loop nothere', '--crash-loop: no container "nothere"', 'there are: app'],
  ['--probe-fails app', '--probe-fails: "app" is not NAME:', 'app:readiness'],
  ['--probe-fails app:startup', 'container "app" has no startup probe', 'it has: readiness'],
  ['--ignore-term apps', '--ignore-term: no container "apps"', 'did you mean "app"?'],
  ['--missing-image nginx:2', '--missing-image: no container "nginx:2"', 'there are: app'],
  ['--set-image app=nginx', '"app=nginx" is not NAME=IMAGE@TIME', '--set-image app=app:2@30s'],
  ['--delete tomorrow', '--delete: "tomorrow" is no time', '1m30s'],
  ['--until 900000h', '--until: 900000h is too long', ''],
  ['--grace-period -1', '--grace-period: "-1" is no whole number', ''],
  ['--grace-period 1.5', '--grace-period: "1.5" is no whole number', ''],
  ['--width wide', '--width: "wide" is no whole number', ''],
  ['-o jsn', "argument 'jsn' is invalid", 'run with --help'],
  ['--timing real', "argument 'real' is invalid", 'run with --help'],
  ['--color sometimes', "argument 'sometimes' is invalid", 'run with --help'],
  ['--delte 3s', "unknown option '--delte'", 'did you mean --delete?'],
  ['-l a=b=c', '--selector: "a=b=c" is no requirement', 'key in (a,b)'],
  ['-l tier=web', 'no pod with the labels "tier=web"', ''],
  ['--name deploy/x', 'no "deploy/x" among the objects', 'pod/x'],
  ['--behaviour nowhere.yaml', '--behaviour nowhere.yaml: there is no such file', ''],
  ['--kubelet', "option '--kubelet <VERSION>' argument missing", ''],
];

test.each(flags)('%s: exit code 2', async (line, message, hint) => {
  const { exitCode, stdout, stderr } = await runMain(['explain', writeInput(good), ...line.split(' ')]);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^error: .*\n(?:hint: .*\n)?$/);
  expect(stderr).toContain(hint);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
});

test('no file at all is wrong use', async () => {
  const { exitCode, stderr } = await runMain(['explain']);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringMatching(/^error: no file was named\nhint: /),
  });
});

test('a file that is not there, and a folder without manifests', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-empty-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const missing = await runMain(['explain', join(folder, 'none.yaml')]);
  expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no such file') });
  const empty = await runMain(['explain', folder]);
  expect(empty).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no *.yaml, *.yml or *.json') });
});

test('a file of 50 MB is refused at once', async () => {
  const file = writeInput(`# ${'x'.repeat(50 * 1024 * 1024)}\n`);
  const { exitCode, stderr } = await runMain(['explain', file]);
  expect(stderr).toMatch(/error: 51 MiB, and the limit is \d+ MiB/);
  expect(exitCode).toBe(2);
});

test('a good file is explained although another one is bad; the exit code tells of the bad one', async () => {
  const bad = writeInput('just text');
  const run = await runMain(['explain', writeInput(good), bad, '-o', 'recording']);
  expect(run.stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(bad) });
});

test('below a folder, files that are no manifests are passed over with a warning', async () => {
  const file = writeInput(good);
  writeInput('just: values\n', 'values.yaml');
  const run = await runMain(['explain', '-R', '-f', dirname(file), '-o', 'name']);
  expect(run).toMatchObject({ exitCode: 0, stdout: 'pod/x\n' });
});

test('an unknown command is named, with the nearest', async () => {
  const { exitCode, stderr } = await runMain(['explian', 'x.yaml']);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: "error: unknown command 'explian'\nhint: did you mean explain?\n",
  });
});

test.each([
  ['an unknown key', 'behavior: {}\n', ':1:', /unknown field "behavior"; known are .*behaviour/],
  ['a wrong duration', 'behaviour:\n  app:\n    - run: soon\n', ':3:12', /expected a duration/],
  ['no YAML', 'behaviour: {app: [', ':1:', /./],
  ['an endless play', 'until: 900000h\n', ':1:8', /cannot be longer than a year/],
  ['an anchor inside of itself', 'until: &a\n  - *a\n', ':2:5', /contains itself/],
  ['lists in lists without end', `until: ${'['.repeat(50_000)}`, ':1:', /nested too deeply/],
  ['too many aliases', aliases(9), ':1:', /excessive aliasing/],
  ['a binary file', '\0\u0001\u0002', '', /binary/],
])('--behaviour with %s: where and what', async (_what, text, place, message) => {
  const file = writeInput(text, 'life.yaml');
  const { exitCode, stdout, stderr } = await runMain(['explain', writeInput(good), '--behaviour', file]);
  expect(stderr).toContain(`--> ${file}${place}`);
  expect(stderr).toMatch(message);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
});

test('--behaviour of 50 MB is refused at once', async () => {
  const file = writeInput(`# ${'x'.repeat(50 * 1024 * 1024)}\n`, 'life.yaml');
  const { exitCode, stderr } = await runMain(['explain', writeInput(good), '--behaviour', file]);
  expect(stderr).toMatch(/error: 51 MiB, and the limit is \d+ MiB/);
  expect(exitCode).toBe(2);
});

test('--behaviour of a container that no pod has is warned of, where it stands', async () => {
  const file = writeInput('behaviour:\n  apps: [{exit: 1}]\n', 'life.yaml');
  const { exitCode, stderr } = await runMain(['explain', writeInput(good), '--behaviour', file]);
  expect(stderr).toContain(`warning: no container "apps": its behaviour is left aside\n  --> ${file}:2:3`);
  expect(stderr).toContain('hint: did you mean "app"?');
  expect(exitCode).toBe(0);
});

/** Lists of lists of nine aliases each, which would take all memory if they were spelt out. */
function aliases(levels: number): string {
  const lists = Array.from({ length: levels }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]\n`);
  return `l0: &l0 [x,x,x]\n${lists.join('')}`;
}

test('a play that would never come to an end is given up in words', async () => {
  const file = writeInput(pod('{name: app, image: nginx, livenessProbe: {periodSeconds: 1, httpGet: {port: 80}}}'));
  const { exitCode, stderr } = await runMain(['explain', file, '--until', '8000h']);
  expect(stderr).toMatch(/^error: the play of "x" was given up .*\nhint: /);
  expect(exitCode).toBe(2);
});

test('so is the search for the end of one', async () => {
  const file = writeInput(pod('{name: app, image: nginx, livenessProbe: {periodSeconds: 1, httpGet: {port: 80}}}'));
  const life = writeInput('behaviour: {app: [{run: 8000h}]}\n', 'life.yaml');
  const { exitCode, stderr } = await runMain(['explain', file, '--behaviour', life]);
  expect(stderr).toMatch(/^error: the play of "x" was given up .*\nhint: /);
  expect(exitCode).toBe(2);
});

test('a probe that waits for 68 years is not waited for', async () => {
  const probe = '{initialDelaySeconds: 2147483647, exec: {command: ["false"]}}';
  const file = writeInput(pod(`{name: app, image: nginx, livenessProbe: ${probe}}`));
  const { exitCode, stdout } = await runMain(['explain', file, '-o', 'story']);
  expect(stdout).toContain('The pod is Ready (1/1).');
  expect(exitCode).toBe(0);
});
