import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const command = resolve(import.meta.dirname, '../../packages/outrigger/bin/outrigger.js');
const tailer = `sidecars:
  - id: log-tailer
    title: Log tailer
    role: logs
    recognise: {images: [example/log-tailer]}
    startupProbe: {httpGet: {path: /up, port: 8080}}
`;
const job = `apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: registry.example/app:1
        - name: logs
          image: mirror.example/example/log-tailer:3
`;
const legacy = 'logs (Log tailer) runs as an ordinary container';

/** A directory with these files, for as long as the test runs. */
function writeTree(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-own-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Runs the command in a directory, as people do: where it is decides which settings hold. */
function run(cwd: string, ...line: readonly string[]) {
  const env = { ...process.env, OUTRIGGER_RUN: 'source', NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...line], { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('scan knows the sidecars of --catalog FILE', () => {
  const folder = writeTree({ 'job.yaml': job, 'mine.yaml': tailer });
  expect(run(folder, 'scan', 'job.yaml').stdout).not.toContain('Log tailer');
  const { stdout, stderr } = run(folder, 'scan', 'job.yaml', '--catalog', 'mine.yaml');
  expect(stdout).toContain(legacy);
  expect(stderr).toContain('Log tailer');
});

test.each(['outrigger.yaml', '.outrigger.yaml'])(
  'scan finds %s above the directory it runs in, within a repository',
  (name) => {
    const folder = writeTree({ '.git/HEAD': '', [name]: tailer, 'deploy/jobs/job.yaml': job });
    expect(run(join(folder, 'deploy/jobs'), 'scan').stdout).toContain(legacy);
  },
);

test('settings above the root of the repository, or of no repository at all, do not hold', () => {
  const folder = writeTree({
    'outrigger.yaml': tailer,
    'repo/.git': 'gitdir: elsewhere\n',
    'repo/job.yaml': job,
    'plain/job.yaml': job,
  });
  expect(run(join(folder, 'repo'), 'scan').stdout).not.toContain('Log tailer');
  expect(run(join(folder, 'plain'), 'scan').stdout).not.toContain('Log tailer');
  expect(run(folder, 'scan', 'plain').stdout).toContain(legacy);
});

test('threads of a large scan know them as well', () => {
  const many = Object.fromEntries(Array.from({ length: 320 }, (_, i) => [`jobs/${i}.yaml`, job]));
  const folder = writeTree({ 'outrigger.yaml': tailer, ...many });
  const { stdout, stderr } = run(folder, 'scan', 'jobs', '-o', 'compact', '--select', 'SC001');
  expect(stdout.split('\n').filter((line) => line.includes(legacy))).toHaveLength(320);
  expect(stderr).toContain('Log tailer');
});

test('migrate moves them, and gives them their probe', () => {
  const folder = writeTree({ 'outrigger.yaml': tailer, 'job.yaml': job });
  const { status, stdout } = run(folder, 'migrate', 'job.yaml');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\+ {10}restartPolicy: Always$/m);
  expect(stdout).toMatch(/^\+ +path: \/up$/m);
});

test('of two files that define one sidecar the last one named is meant, and a named one before a found one', () => {
  const titled = (title: string) => tailer.replace('title: Log tailer', `title: ${title}`);
  const folder = writeTree({
    'outrigger.yaml': titled('Found'),
    'a.yaml': titled('First'),
    'b.yaml': titled('Last'),
    'job.yaml': job,
  });
  const { stdout } = run(folder, 'scan', 'job.yaml', '--catalog', 'a.yaml', '--catalog', 'b.yaml');
  expect(stdout).toContain('logs (Last)');
  expect(stdout).not.toMatch(/Found|First/);
});

test('what is wrong is told with its place and what to do, and nothing is scanned', () => {
  const text = tailer.replace('recognise:', 'recognize:').replace('role: logs', 'role: log');
  const folder = writeTree({ 'outrigger.yaml': text, 'job.yaml': job });
  expect(run(folder, 'scan', 'job.yaml')).toEqual({
    status: 2,
    stdout: '',
    stderr: `error: sidecars[0].recognise is missing: expected a map
  --> outrigger.yaml:2:5
  |
2 |   - id: log-tailer
  |     ^^^^^^^^^^^^^^
error: sidecars[0].role: "log" is not known
  --> outrigger.yaml:4:11
  |
4 |     role: log
  |           ^^^
hint: did you mean "logs"?
error: unknown field "sidecars[0].recognize"
  --> outrigger.yaml:5:5
  |
5 |     recognize: {images: [example/log-tailer]}
  |     ^^^^^^^^^
hint: did you mean "recognise"?
`,
  });
  expect(run(folder, 'migrate', 'job.yaml')).toMatchObject({ status: 2, stdout: '' });
});

test.each([
  ['sidecar: []\n', 'unknown field "sidecar"', 'did you mean "sidecars"?'],
  ['- id: x\n', 'settings are a map with the key sidecars', 'a list of sidecars stands under the key sidecars'],
  ['sidecars: [\n', 'outrigger.yaml:', ''],
  [`${tailer}---\n${tailer}`, 'here a second one begins', 'one file each, or all in one list'],
])('the settings %j are refused', (text, message, hint) => {
  const folder = writeTree({ 'outrigger.yaml': text, 'job.yaml': job });
  const { status, stderr } = run(folder, 'scan', 'job.yaml');
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain(hint);
});

test('empty settings change nothing', () => {
  const folder = writeTree({ 'outrigger.yaml': '# later\n', 'job.yaml': job });
  expect(run(folder, 'scan', 'job.yaml').status).toBe(0);
});

test('two files of settings in one directory, and a catalog that is not there, are refused', () => {
  const folder = writeTree({ 'outrigger.yaml': tailer, '.outrigger.yaml': tailer, 'x/job.yaml': job });
  expect(run(folder, 'scan', 'x')).toMatchObject({ status: 2, stdout: '' });
  expect(run(join(folder, 'x'), 'scan', '--catalog', 'no.yaml')).toMatchObject({
    status: 2,
    stderr: 'error: --catalog no.yaml: there is no such file\n',
  });
});
