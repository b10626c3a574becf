import { planPool, readPoolFiles } from '@outrigger/inference';
import { expect, test } from 'vitest';
import { writeInputs } from '../command/run-main.ts';

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
