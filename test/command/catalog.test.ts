import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { allEntries } from '../../packages/sidecars/src/index.ts';
import { catalogPage } from './catalog-page.ts';
import { runMain, writeInput } from './run-main.ts';

const catalog = (...line: readonly string[]) => runMain(['catalog', ...line]);

const own = `sidecars:
  - id: log-tailer
    title: Log tailer
    role: logs
    recognise: {images: [example/log-tailer], argument: tail}
    startupProbe: {httpGet: {path: /up, port: 8080}, periodSeconds: 2, failureThreshold: 30}
    move: {when: ask, because: it may be the app}
`;

test('lists every sidecar on a line of its own', async () => {
  const { exitCode, stdout, stderr } = await catalog();
  const [head, ...lines] = stdout.trimEnd().split('\n');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(head).toMatch(/^ID +TITLE +ROLE +MOVED +STARTUP PROBE$/);
  expect(lines.map((line) => line.split(' ')[0])).toEqual(allEntries().map(({ id }) => id));
});

test('tells all about one', async () => {
  const { stdout } = await catalog('daprd');
  expect(stdout).toMatch(/^daprd: Dapr sidecar\n/);
  expect(stdout).toMatch(/^Startup probe +GET \/v1.0\/healthz\/outbound at port 3501, every 1 s, up to 60 times$/m);
  expect(stdout).toMatch(/^ {2}which needs +--dapr-public-port=3501$/m);
  expect(stdout).toMatch(/^Injected by +dapr$/m);
});

test.each([
  ['mirror.example:5000/otel/opentelemetry-collector:0.120.0', 'otel-collector'],
  ['docker:27-dind', 'docker-in-docker'],
  ['hashicorp/vault:2.0.4', 'vault-agent'],
])('the image %s is %s', async (image, id) => {
  const { exitCode, stdout } = await catalog(image);
  expect(exitCode).toBe(0);
  expect(stdout.split('\n')[0]).toMatch(new RegExp(`^${image} is ${id}: `));
});

test('an image that nobody knows is exit code 1, with nothing on stdout', async () => {
  expect(await catalog('registry.example/app:1')).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'no sidecar of the catalog has the image registry.example/app:1\n',
  });
});

test('a name that nobody knows is exit code 2, with the nearest one', async () => {
  expect(await catalog('vault-agnet')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: 'error: no sidecar "vault-agnet"\nhint: did you mean "vault-agent"?\n',
  });
});

test('data is the same as JSON and YAML, one by itself and several as a list', async () => {
  const json = JSON.parse((await catalog('redis', '-o', 'json')).stdout);
  expect(json).toMatchObject({
    kind: 'Sidecar',
    id: 'redis',
    startupProbe: { exec: { command: ['redis-cli', 'ping'] } },
  });
  expect(parse((await catalog('redis', '-o', 'yaml')).stdout)).toEqual(json);
  const list = JSON.parse((await catalog('-o', 'json')).stdout);
  expect(list).toMatchObject({ apiVersion: 'outrigger.dev/v1alpha1', kind: 'SidecarList' });
  expect(list.items).toHaveLength(allEntries().length);
});

test('sidecars of --catalog come first, and say where they are defined', async () => {
  const file = writeInput(own, 'mine.yaml');
  const { stdout } = await catalog('--catalog', file);
  expect(stdout.split('\n')[1]).toMatch(/^log-tailer +Log tailer +logs +on request +GET \/up at port 8080$/);
  const one = await catalog('mirror.example/example/log-tailer:2', '--catalog', file);
  expect(one.stdout).toContain(`Defined in        ${file}`);
  expect(one.stdout).toContain('with an argument like /(?:^|\\s)tail(?:\\s|$)/');
  expect(one.stdout).toContain('every 2 s, up to 30 times');
});

test('a catalog with a mistake is told with its place', async () => {
  const file = writeInput(own.replace('role: logs', 'role: log'), 'mine.yaml');
  const { exitCode, stdout, stderr } = await catalog('--catalog', file);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(`--> ${file}:4:11`);
  expect(stderr).toContain('hint: did you mean "logs"?');
});

test('docs/commands/catalog.md shows the flags and the output of the command (-u writes it anew)', async () => {
  await expect(await catalogPage()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/commands/catalog.md'));
});
