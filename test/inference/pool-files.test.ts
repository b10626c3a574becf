import { planPool, readPoolFiles } from '@outrigger/inference';
import { expect, test } from 'vitest';
import { runMain, writeInputs } from '../command/run-main.ts';

const POOL = `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: chat }
spec:
  selector: { matchLabels: { app: vllm } }
  targetPorts: [{ number: 8000 }, { number: 8001 }]
`;

const pod = (name: string, status: string, labels = 'app: vllm', metadata = '') => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { ${labels} }${metadata} }
status: ${status}
`;

test('ready pods that the pool selects are endpoints, one for each port', async () => {
  const ready = 'conditions: [{ type: Ready, status: "True" }]';
  const folder = writeInputs({
    'pool.yaml': POOL,
    'pods/all.yaml': [
      pod('b', `{ podIP: 10.0.0.2, ${ready} }`),
      pod('a', `{ podIP: "fd00::1", phase: Running, ${ready} }`),
      pod('written', '{ podIP: 10.0.0.3 }'),
      pod('unready', '{ podIP: 10.0.0.4, conditions: [{ type: Ready, status: "False" }] }'),
      pod('waiting', '{ phase: Pending }'),
      pod('done', `{ podIP: 10.0.0.5, phase: Succeeded, ${ready} }`),
      pod('other', `{ podIP: 10.0.0.6, ${ready} }`, 'app: web'),
      pod('elsewhere', `{ podIP: 10.0.0.7, ${ready} }`, 'app: vllm', ', namespace: other'),
      pod('going', `{ podIP: 10.0.0.8, ${ready} }`, 'app: vllm', ', deletionTimestamp: "2026-01-01T00:00:00Z"'),
    ].join(''),
  });
  const files = await readPoolFiles([folder]);
  expect(files.problems).toEqual([]);
  const plan = planPool(files, { namespace: 'default', name: 'chat' });
  expect(plan?.endpoints.map(({ address, rank }) => [address, rank])).toEqual([
    ['[fd00::1]:8000', 0],
    ['[fd00::1]:8001', 1],
    ['10.0.0.2:8000', 0],
    ['10.0.0.2:8001', 1],
    ['10.0.0.3:8000', 0],
    ['10.0.0.3:8001', 1],
  ]);
  expect(planPool(files, { namespace: 'default', name: 'code' })).toBeUndefined();
});

const adapters = (name: string, data: string, label = '"true"') => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, labels: { inference.networking.k8s.io/bbr-managed: ${label} } }
data:
${data}`;

test('ConfigMaps say which model is beneath an adapter', async () => {
  const folder = writeInputs({
    'pool.yaml': POOL,
    'adapters.yaml': [
      adapters('a', '  baseModel: Qwen/Qwen3-32B\n  adapters: |\n    - food-review # of us\n    - "quoted"\n\n'),
      adapters('b', '  baseModel: llama\n  adapters: "[one, two]"\n'),
      adapters('c', '  baseModel: other\n  adapters: "- food-review"\n'),
      adapters('d', '  baseModel: hidden\n', '"false"'),
    ].join(''),
  });
  const files = await readPoolFiles([folder]);
  expect(files.problems).toEqual([]);
  const models = planPool(files, { namespace: 'default', name: 'chat' })?.models;
  const names = ['food-review', ' quoted ', 'one', 'two', 'llama', 'hidden', 'stranger'];
  expect(names.map((name) => models?.baseModelOf?.(name))).toEqual([
    ...['Qwen/Qwen3-32B', 'Qwen/Qwen3-32B', 'llama', 'llama', 'llama', undefined, undefined],
  ]);
});

test.each([
  ['adapters: "- a"', 'data.baseModel: Required value'],
  ['baseModel: m\n  adapters: "a, b"', 'data.adapters: Invalid value: must be a list, a line each, as "- NAME"'],
])('a ConfigMap of adapters that says %j is wrong', async (data, message) => {
  const folder = writeInputs({ 'pool.yaml': POOL, 'adapters.yaml': adapters('a', `  ${data}\n`) });
  const { problems } = await readPoolFiles([folder]);
  expect(problems.map((problem) => [problem.severity, problem.message])).toEqual([['error', message]]);
});

test('a pool of another cluster is said to have no effect', async () => {
  const imported =
    'apiVersion: inference.networking.x-k8s.io/v1alpha1\nkind: InferencePoolImport\nmetadata: { name: far }\n';
  const { problems } = await readPoolFiles([writeInputs({ 'pool.yaml': POOL, 'import.yaml': imported })]);
  expect(problems).toMatchObject([
    {
      severity: 'warning',
      position: { line: 2 },
      message: expect.stringContaining('InferencePoolImport "far" has no effect'),
    },
  ]);
});

test.each([
  [['-n', 'x'], '-n: the files have no InferencePool x', 'there are: a/chat, b/chat, b/code'],
  [['--pool', 'other'], '--pool: the files have no InferencePool other', 'there are: a/chat, b/chat, b/code'],
  [['--pool', 'chat'], '-f: the files have several InferencePools', 'there are: a/chat, b/chat'],
  [['-n', 'b'], '-f: the files have several InferencePools', 'there are: b/chat, b/code'],
])('serve %j does not guess which pool is meant', async (flags, message, hint) => {
  const pool = (namespace: string, name: string) =>
    POOL.replace('name: chat', `name: ${name}, namespace: ${namespace}`);
  const folder = writeInputs({
    'a.yaml': pool('a', 'chat'),
    'b.yaml': `${pool('b', 'chat')}---\n${pool('b', 'code')}`,
  });
  const run = await runMain(['inference', 'serve', '-f', folder, ...flags]);
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain(message.slice(message.indexOf(' ') + 1));
  expect(run.stderr).toContain(hint);
});

test('what is wrong is shown at its place', async () => {
  const folder = writeInputs({
    'pool.yaml': POOL.replace('8001', '80010').replace('metadata', 'metadate'),
    'model.yaml': 'apiVersion: inference.networking.x-k8s.io/v1\nkind: InferenceModel\nmetadata: { name: chat }\n',
    'more.yaml': POOL.replace('selector', 'selektor'),
  });
  const { problems } = await readPoolFiles([folder]);
  const shown = problems.map(
    ({ file, position, message }) =>
      `${file.slice(folder.length + 1)}:${position?.line}:${position?.column} ${message}`,
  );
  expect(shown).toEqual([
    'model.yaml:1:13 no InferenceModel is known in version "inference.networking.x-k8s.io/v1"',
    'more.yaml:4:1 spec.selector: Required value',
    'more.yaml:5:3 unknown field "spec.selektor"',
    'pool.yaml:1:1 metadata.name: Required value: name or generateName is required',
    'pool.yaml:6:45 spec.targetPorts[1].number: Invalid value: 80010: spec.targetPorts[1].number in body should be less than or equal to 65535',
  ]);
});

test('a pool that has moved on to v1 goes before the one of the article', async () => {
  const old = `---
apiVersion: inference.networking.x-k8s.io/v1alpha2
kind: InferencePool
metadata: { name: chat }
spec: { selector: { app: vllm }, targetPortNumber: 80, extensionRef: { name: epp } }
`;
  const files = await readPoolFiles([writeInputs({ 'a.yaml': `${old}---\n${POOL}` })]);
  const plan = planPool(files, { namespace: 'default', name: 'chat' });
  expect(plan?.pool).toMatchObject({ group: 'inference.networking.k8s.io', ports: [8000, 8001] });
});

test('an object that is written twice is refused, and a model whose name is taken is told', async () => {
  const model = (name: string) => `---
apiVersion: inference.networking.x-k8s.io/v1alpha2
kind: InferenceModel
metadata: { name: ${name} }
spec: { modelName: m, poolRef: { name: chat } }
`;
  const { problems } = await readPoolFiles([
    writeInputs({ 'a.yaml': [POOL, '---\n', POOL, model('a'), model('b')].join('') }),
  ]);
  expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
    ['error', 'InferencePool "default/chat" is written twice'],
    ['warning', 'an older InferenceModel of the pool has the model name "m"'],
  ]);
});
