import { modelBookOf, type PoolName, readPoolFiles, seededRandom } from '@outrigger/inference';
import { expect, test } from 'vitest';

const POOL: PoolName = { namespace: 'default', name: 'pool' };

/** A book of objects in short. */
async function bookOf(...objects: readonly object[]) {
  const stdin = async function* () {
    yield objects.map((object) => JSON.stringify(object)).join('\n---\n');
  };
  const { objects: read, problems } = await readPoolFiles(['-'], { stdin: stdin() });
  const random = seededRandom(7);
  const book = modelBookOf(read, POOL);
  return {
    problems: problems.map(({ severity, message }) => `${severity}: ${message}`),
    ask: (model: string, headers: Readonly<Record<string, string>> = {}) =>
      book.purposeOf(model, new Map(Object.entries(headers)), random),
  };
}

const model = (name: string, spec: object, metadata: object = {}) => ({
  apiVersion: 'inference.networking.x-k8s.io/v1alpha2',
  kind: 'InferenceModel',
  metadata: { name, ...metadata },
  spec: { poolRef: { name: 'pool' }, ...spec },
});
const objective = (name: string, priority: number | undefined, pool = 'pool') => ({
  apiVersion: 'llm-d.ai/v1alpha2',
  kind: 'InferenceObjective',
  metadata: { name },
  spec: { poolRef: { name: pool }, ...(priority !== undefined && { priority }) },
});
const rewrite = (name: string, rules: readonly object[], creationTimestamp = '2026-01-01T00:00:00Z') => ({
  apiVersion: 'llm-d.ai/v1alpha2',
  kind: 'InferenceModelRewrite',
  metadata: { name, creationTimestamp },
  spec: { poolRef: { name: 'pool' }, rules },
});
const exact = (...values: readonly string[]) => values.map((value) => ({ model: { value } }));
const to = (modelRewrite: string) => [{ modelRewrite }];

test.each([
  ['Critical', 1],
  ['Standard', 0],
  ['Sheddable', -1],
  [undefined, 0],
])('a model of criticality %s has priority %i', async (criticality, priority) => {
  const { ask } = await bookOf(model('chat', { modelName: 'gpt-4-chat', ...(criticality && { criticality }) }));
  expect(ask('gpt-4-chat')).toEqual({ target: 'gpt-4-chat', priority, tenant: 'default-flow' });
});

test('where there are models, an unknown one is refused with 404; where there are none, all go through', async () => {
  const { ask } = await bookOf(model('chat', { modelName: 'gpt-4-chat' }));
  expect(ask('other')).toMatchObject({ status: 404 });
  expect(ask('')).toMatchObject({ target: '' });
  const elsewhere = await bookOf(model('chat', { modelName: 'gpt-4-chat', poolRef: { name: 'another' } }));
  expect(elsewhere.ask('other')).toMatchObject({ target: 'other', priority: 0 });
});

test('targets are drawn by weight, and all alike without', async () => {
  const { ask } = await bookOf(
    model('weighted', {
      modelName: 'w',
      targetModels: [
        { name: 'a', weight: 1 },
        { name: 'b', weight: 3 },
      ],
    }),
    model('plain', { modelName: 'p', targetModels: [{ name: 'a' }, { name: 'b' }] }),
  );
  const share = (name: string) =>
    Array.from({ length: 4000 }, () => ask(name)).filter((purpose) => 'target' in purpose && purpose.target === 'b')
      .length;
  // Five standard deviations either side.
  expect(Math.abs(share('w') - 3000)).toBeLessThan(140);
  expect(Math.abs(share('p') - 2000)).toBeLessThan(160);
});

test('of two models with one name the older counts, and the other is told', async () => {
  const { ask, problems } = await bookOf(
    model('young', { modelName: 'm', criticality: 'Critical' }, { creationTimestamp: '2026-02-01T00:00:00Z' }),
    model('old', { modelName: 'm', criticality: 'Sheddable' }, { creationTimestamp: '2026-01-01T00:00:00Z' }),
  );
  expect(ask('m')).toMatchObject({ priority: -1 });
  // Without a pool among the files nobody knows which ones meet.
  expect(problems).toEqual([]);
});

test('an objective is chosen by its header, also by the older one, and goes before criticality', async () => {
  const { ask } = await bookOf(
    model('chat', { modelName: 'm', criticality: 'Critical' }),
    objective('batch', -10),
    objective('plain', undefined),
    objective('foreign', 5, 'another'),
  );
  expect(ask('m', { 'x-llm-d-inference-objective': 'batch' })).toMatchObject({ priority: -10 });
  expect(ask('m', { 'x-gateway-inference-objective': 'batch' })).toMatchObject({ priority: -10 });
  expect(ask('m', { 'x-llm-d-inference-objective': 'plain' })).toMatchObject({ priority: 0 });
  expect(ask('m', { 'x-llm-d-inference-objective': 'foreign' })).toMatchObject({ priority: 1 });
});

test('of rewrites the exact one counts before the one for all, then the oldest, then the first rule', async () => {
  const { ask } = await bookOf(
    rewrite('young', [{ matches: exact('a', 'c'), targets: to('young') }], '2026-03-01T00:00:00Z'),
    rewrite('old', [{ targets: to('all') }, { targets: to('never') }], '2026-01-01T00:00:00Z'),
    rewrite(
      'middle',
      [
        { matches: exact('a'), targets: to('middle') },
        { matches: exact('a'), targets: to('late') },
      ],
      '2026-02-01T00:00:00Z',
    ),
  );
  const targets = ['a', 'b', 'c'].map((name) => ask(name));
  expect(targets).toMatchObject([{ target: 'middle' }, { target: 'all' }, { target: 'young' }]);
  expect(ask('a', { 'x-llm-d-model-name-rewrite': 'asked' })).toMatchObject({ target: 'asked' });
});

test('a rewrite makes a model known', async () => {
  const { ask } = await bookOf(
    model('chat', { modelName: 'm' }),
    rewrite('alias', [{ matches: exact('alias'), targets: to('m') }]),
  );
  expect(ask('alias')).toMatchObject({ target: 'm' });
});
