import { clientOf, createLocal, machineClock } from '@outrigger/cluster';
import { definitionsOf, followPool, KINDS, type PoolPlan } from '@outrigger/inference';
import { expect, onTestFinished, test } from 'vitest';

const DEFINITIONS = { group: 'apiextensions.k8s.io', version: 'v1', plural: 'customresourcedefinitions' };
const PODS = { group: '', version: 'v1', plural: 'pods' };
const SERVICES = { group: '', version: 'v1', plural: 'services' };
const [POOLS] = KINDS as [(typeof KINDS)[number]];
const MODELS = KINDS.find(({ kind }) => kind === 'InferenceModel') as (typeof KINDS)[number];

/** A cluster, and what is heard of its pool. */
async function followed({ hasDefinitions = true } = {}) {
  const server = createLocal();
  const client = clientOf(server, { username: 'admin', groups: ['system:masters'] });
  if (hasDefinitions) {
    for (const definition of definitionsOf(KINDS)) await client.create(DEFINITIONS, { ...definition });
    const served = async () => (await client.discover()).filter(({ group }) => group === POOLS.group).length;
    await expect.poll(served).toBe(1);
  }
  const plans: (PoolPlan | undefined)[] = [];
  const troubles: string[] = [];
  const ending = new AbortController();
  const following = followPool(
    {
      client,
      pool: { namespace: 'default', name: 'chat' },
      clock: machineClock,
      withBaseModels: true,
      onPlan: (plan) => void plans.push(plan),
      onTrouble: (message) => void troubles.push(message),
    },
    ending.signal,
  );
  onTestFinished(async () => {
    ending.abort();
    await following;
    server.close();
  });
  const pool = {
    apiVersion: 'inference.networking.k8s.io/v1',
    kind: 'InferencePool',
    metadata: { name: 'chat', namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: 'vllm' } },
      targetPorts: [{ number: 8000 }],
      endpointPickerRef: { name: 'epp', port: { number: 9002 } },
    },
  };
  return { client, plans, troubles, following, pool };
}

const model = (name: string) => ({
  apiVersion: 'inference.networking.x-k8s.io/v1alpha2',
  kind: 'InferenceModel',
  metadata: { name, namespace: 'default' },
  spec: { modelName: 'm', criticality: 'Critical', poolRef: { name: 'chat' } },
});

test('a pool of a cluster is followed with its pods and models', async () => {
  const { client, plans, pool } = await followed();
  await expect.poll(() => plans).toEqual([undefined]);
  await client.create(POOLS, pool);
  await expect.poll(() => plans.at(-1)?.endpoints).toEqual([]);
  const pod = { metadata: { name: 'a', namespace: 'default', labels: { app: 'vllm' } } };
  await client.create(PODS, {
    ...pod,
    apiVersion: 'v1',
    kind: 'Pod',
    spec: { containers: [{ name: 'a', image: 'b' }] },
  });
  const status = { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }], conditions: [{ type: 'Ready', status: 'True' }] };
  const name = { name: 'a', namespace: 'default' };
  await client.subresource(
    PODS,
    { ...name, subresource: 'status' },
    { method: 'PATCH', patch: 'merge', body: { status } },
  );
  await expect.poll(() => plans.at(-1)?.endpoints.map(({ address }) => address)).toEqual(['10.0.0.1:8000']);
  await client.create(MODELS, model('chat'));
  await expect.poll(() => plans.at(-1)?.models.purposeOf('m', new Map(), () => 0)).toMatchObject({ priority: 1 });
  const adapters = { baseModel: 'base', adapters: '- tweets\n' };
  const labels = { 'inference.networking.k8s.io/bbr-managed': 'true' };
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own', namespace: 'default', labels } };
  await client.create({ group: '', version: 'v1', plural: 'configmaps' }, { ...configMap, data: adapters });
  await expect.poll(() => plans.at(-1)?.models.baseModelOf?.('tweets')).toBe('base');
  await client.delete(PODS, name, { gracePeriodSeconds: 0 });
  await expect.poll(() => plans.at(-1)?.endpoints).toEqual([]);
});

test('statuses tell what the picker makes of pools and models, once', async () => {
  const { client, pool, troubles } = await followed();
  const conditionsOf = async (): Promise<readonly (readonly string[])[]> => {
    const { status } = (await client.get(POOLS, pool.metadata)) as { readonly status?: Status };
    const own = status?.parents?.find(({ controllerName }) => controllerName === 'outrigger.dev/endpoint-picker');
    return (own?.conditions ?? []).map(({ type, status: is, reason }) => [type, is, reason]);
  };
  await client.create(POOLS, pool);
  const accepted = ['Accepted', 'True', 'Accepted'];
  await expect.poll(conditionsOf).toEqual([accepted, ['ResolvedRefs', 'False', 'InvalidExtensionRef']]);
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'epp', namespace: 'default' } };
  await client.create(SERVICES, { ...service, spec: { ports: [{ port: 9002 }] } });
  await expect.poll(conditionsOf).toEqual([accepted, ['ResolvedRefs', 'True', 'ResolvedRefs']]);

  await client.create(MODELS, model('first'));
  await client.create(MODELS, model('second'));
  const reasons = async () => {
    const { items } = await client.list(MODELS, { namespace: 'default' });
    return items.map(({ status }) => (status as Status).conditions?.map(({ reason }) => reason));
  };
  // Made in one second they are told apart by name.
  await expect.poll(reasons).toEqual([['Accepted'], ['ModelNameInUse']]);
  const version = async () => (await client.get(POOLS, pool.metadata))?.metadata?.resourceVersion;
  const before = await version();
  await client.delete(MODELS, { name: 'first', namespace: 'default' });
  await expect.poll(reasons).toEqual([['Accepted']]);
  expect(await version()).toBe(before);
  expect(troubles).toEqual([]);
});

interface Status {
  readonly conditions?: readonly Condition[];
  readonly parents?: readonly { readonly controllerName?: string; readonly conditions: readonly Condition[] }[];
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}

test('a cluster without the definitions is refused', async () => {
  const { following } = await followed({ hasDefinitions: false });
  expect(await following).toEqual({ refused: 'no-pool-kind' });
});
