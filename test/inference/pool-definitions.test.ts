import { ApiError, clientOf, createLocal } from '@outrigger/cluster';
import { definitionsOf, KINDS, readPoolFiles, rolesOf } from '@outrigger/inference';
import { expect, onTestFinished, test } from 'vitest';
import { POOL_ROWS } from './pool-rows.ts';

const DEFINITIONS = { group: 'apiextensions.k8s.io', version: 'v1', plural: 'customresourcedefinitions' };
const ROLES = { group: 'rbac.authorization.k8s.io', version: 'v1', plural: 'clusterroles' };

/** A cluster that knows the kinds. */
async function cluster() {
  const server = createLocal();
  onTestFinished(() => server.close());
  const client = clientOf(server, { username: 'admin', groups: ['system:masters'] });
  for (const definition of definitionsOf(KINDS)) await client.create(DEFINITIONS, { ...definition });
  await expect
    .poll(async () => (await client.discover()).filter(({ group }) => KINDS.some((one) => one.group === group)).length)
    .toBe(KINDS.length);
  return client;
}

/** The fields for which it is refused. */
async function refusedBy(client: Awaited<ReturnType<typeof cluster>>, object: object): Promise<readonly string[]> {
  const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string };
  const known = KINDS.find((one) => one.kind === kind && `${one.group}/${one.version}` === apiVersion);
  if (!known) throw new Error(`${kind} is no kind of ours`);
  try {
    await client.create(known, { ...object, metadata: { name: 'one', namespace: 'default' } }, { dryRun: true });
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { details } = error.status as {
      readonly details?: { readonly causes?: readonly { readonly field: string }[] };
    };
    return (details?.causes ?? []).map(({ field }) => field).filter((field) => !field.startsWith('<'));
  }
}

test('an API server with our definitions takes and refuses objects by their fields', async () => {
  const client = await cluster();
  for (const [what, object, fields] of POOL_ROWS)
    expect({ what, fields: new Set(await refusedBy(client, object)) }).toEqual({ what, fields: new Set(fields) });
});

test('files are refused for the same fields', async () => {
  for (const [what, object, fields] of POOL_ROWS) {
    const text = async function* () {
      yield JSON.stringify(object);
    };
    const { problems } = await readPoolFiles(['-'], { stdin: text() });
    const found = problems.map(({ path = [] }) => path.map((part) => (typeof part === 'number' ? `[${part}]` : part)));
    const said = found.map((parts) => parts.join('.').replaceAll('.[', '['));
    expect({ what, fields: new Set(said) }).toEqual({ what, fields: new Set(fields) });
  }
});

test('a model keeps its name', async () => {
  const client = await cluster();
  const model = KINDS.find(({ kind }) => kind === 'InferenceModel') as (typeof KINDS)[number];
  const name = { namespace: 'default', name: 'chat' };
  const spec = { modelName: 'gpt-4-chat', poolRef: { name: 'pool' } };
  await client.create(model, { apiVersion: `${model.group}/${model.version}`, kind: model.kind, metadata: name, spec });
  const renamed = client.patch(model, name, { kind: 'merge', body: { spec: { modelName: 'other' } } });
  await expect(renamed).rejects.toThrow(/modelName is immutable/);
});

test('the roles are taken by an API server, and each owner may write what is its own only', async () => {
  const client = await cluster();
  for (const role of rolesOf()) await client.create(ROLES, { ...role });
  const writers = (plural: string) =>
    rolesOf()
      .filter(({ rules }) =>
        rules.some(({ resources, verbs }) => resources.includes(plural) && verbs.includes('create')),
      )
      .map(({ metadata }) => metadata.name);
  expect(writers('inferencepools')).toEqual(['inference-platform-admin']);
  expect(writers('inferencemodels')).toEqual(['inference-model-owner']);
});
