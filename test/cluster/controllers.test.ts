import type { ApiObject, Client, ResourceRef } from '@outrigger/cluster';
import { describe, expect, test } from 'vitest';
import { hashedTemplates } from './workloads/hashed-templates.ts';
import { startVirtualCluster, type VirtualCluster } from './workloads/virtual-cluster.ts';

// What the recorded workloads do not tell of: each in a cluster of its own, in virtual time.

const core = (plural: string): ResourceRef => ({ group: '', version: 'v1', plural });
const apps = (plural: string): ResourceRef => ({ group: 'apps', version: 'v1', plural });
const place = { namespace: 'default', name: 'w' };
const template = {
  metadata: { labels: { app: 'w' } },
  spec: {
    terminationGracePeriodSeconds: 3,
    containers: [
      {
        name: 'app',
        image: 'localhost/busybox:1',
        command: ['/bin/sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.2; done'],
        ports: [{ name: 'http', containerPort: 8080 }],
      },
    ],
  },
};
const selector = { matchLabels: { app: 'w' } };
const deployment = (spec: object): ApiObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: place,
  spec: { selector, template, ...spec },
});

describe('controllers', () => {
  test('a replication controller keeps its pods, and says how many there are', () =>
    inCluster(async ({ client, runUntil }) => {
      const spec = { replicas: 2, selector: { app: 'w' }, template };
      const object = { apiVersion: 'v1', kind: 'ReplicationController', metadata: place, spec };
      void client.create(core('replicationcontrollers'), object);
      await runUntil(5);
      const [pod] = await podsIn(client);
      void client.delete(core('pods'), { ...place, name: pod?.metadata?.name ?? '' });
      await runUntil(15);
      expect(await podsIn(client)).toHaveLength(2);
      const { status } = (await client.get(core('replicationcontrollers'), place)) as ApiObject;
      expect(status).toMatchObject({ replicas: 2, readyReplicas: 2, availableReplicas: 2, observedGeneration: 1 });
    }));

  test('a service has its ready pods as endpoints, in both forms, and none when they are gone', () =>
    inCluster(async ({ client, runUntil }) => {
      void client.create(apps('deployments'), deployment({ replicas: 2 }));
      const spec = { selector: { app: 'w' }, ports: [{ port: 80, targetPort: 'http' }] };
      void client.create(core('services'), { apiVersion: 'v1', kind: 'Service', metadata: place, spec });
      await runUntil(5);
      const ips = (await podsIn(client)).map(({ status }) => (status as { readonly podIP: string }).podIP).sort();
      expect(await endpointsOf(client)).toEqual({ ips, port: 8080 });
      expect(await slicesOf(client)).toEqual({ ips, port: 8080 });
      void client.patch(apps('deployments'), place, { kind: 'merge', body: { spec: { replicas: 0 } } });
      await runUntil(15);
      expect((await endpointsOf(client)).ips).toEqual([]);
      expect((await slicesOf(client)).ips).toEqual([]);
    }));

  test('a namespace that is deleted goes when its pods have ended and its content is gone', () =>
    inCluster(async ({ client, runUntil }) => {
      void client.create(core('namespaces'), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } });
      await runUntil(1);
      const metadata = { namespace: 'n', name: 'w' };
      void client.create(apps('deployments'), { ...deployment({ replicas: 2 }), metadata });
      await runUntil(5);
      void client.delete(core('namespaces'), { name: 'n' });
      await runUntil(5.5);
      const { status } = (await client.get(core('namespaces'), { name: 'n' })) as ApiObject;
      expect(status).toMatchObject({ phase: 'Terminating' });
      const said = (status as { readonly conditions: readonly { readonly type: string; readonly message: string }[] })
        .conditions;
      expect(said.find(({ type }) => type === 'NamespaceDeletionContentFailure')?.message).toBe(
        'All content successfully deleted, may be waiting on finalization',
      );
      await runUntil(15);
      expect(await client.get(core('namespaces'), { name: 'n' })).toBeUndefined();
    }));

  test('every namespace has its service account and the root certificate, also after they were deleted', () =>
    inCluster(async ({ client, runUntil }) => {
      const account = { namespace: 'default', name: 'default' };
      void client.delete(core('serviceaccounts'), account);
      void client.delete(core('configmaps'), { ...account, name: 'kube-root-ca.crt' });
      await runUntil(2);
      expect(await client.get(core('serviceaccounts'), account)).toBeDefined();
      expect(await client.get(core('configmaps'), { ...account, name: 'kube-root-ca.crt' })).toBeDefined();
    }));

  test('a stateful set that is deleted in the foreground goes with its pods, and makes nothing anew', () =>
    inCluster(async ({ client, runUntil }) => {
      const spec = { selector, template, replicas: 2, serviceName: 'w' };
      void client.create(apps('statefulsets'), { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: place, spec });
      await runUntil(6);
      void client.delete(apps('statefulsets'), place, { propagationPolicy: 'Foreground' });
      await runUntil(20);
      expect(await client.get(apps('statefulsets'), place)).toBeUndefined();
      expect(await podsIn(client)).toEqual([]);
      expect((await client.list(apps('controllerrevisions'), { namespace: 'default' })).items).toEqual([]);
    }));

  test('what is left of an owner that never was is deleted', () =>
    inCluster(async ({ client, runUntil }) => {
      const owner = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: 'nobody',
        uid: '7d6b8f4e-0000-4000-8000-000000000000',
      };
      const metadata = { ...place, ownerReferences: [owner] };
      void client.create(core('configmaps'), { apiVersion: 'v1', kind: 'ConfigMap', metadata });
      await runUntil(2);
      expect(await client.get(core('configmaps'), place)).toBeUndefined();
    }));

  test('a pod leaves a node whose taint it tolerates for a while, and is replaced', () =>
    inCluster(async ({ client, runUntil }) => {
      const tolerations = [{ key: 'k', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 20 }];
      const patient = { ...template, spec: { ...template.spec, tolerations } };
      void client.create(apps('deployments'), deployment({ replicas: 1, template: patient }));
      await runUntil(5);
      const [pod] = await podsIn(client);
      const taints = [{ key: 'k', effect: 'NoExecute', timeAdded: '2026-01-05T10:00:30Z' }];
      void client.patch(core('nodes'), { name: 'node-1' }, { kind: 'merge', body: { spec: { taints } } });
      await runUntil(20);
      expect((await podsIn(client)).map(({ metadata }) => metadata?.name)).toEqual([pod?.metadata?.name]);
      await runUntil(40);
      const names = (await podsIn(client)).map(({ metadata }) => metadata?.name);
      expect(names).toHaveLength(1);
      expect(names).not.toContain(pod?.metadata?.name);
    }));

  test('a node that falls silent is unknown after a while, and its pods are no longer ready', () =>
    inCluster(async ({ client, runUntil }) => {
      void client.create(apps('deployments'), deployment({ replicas: 1 }));
      await runUntil(70);
      const statusOf = async () => {
        const { status, spec } = (await client.get(core('nodes'), { name: 'node-1' })) as ApiObject;
        const { conditions } = status as {
          readonly conditions: readonly { readonly type: string; readonly status: string }[];
        };
        const { taints = [] } = spec as {
          readonly taints?: readonly { readonly key: string; readonly effect: string }[];
        };
        const ready = conditions.find(({ type }) => type === 'Ready')?.status;
        return [ready, ...taints.map(({ key, effect }) => `${key}:${effect}`).sort()];
      };
      expect(await statusOf()).toEqual(['True']);
      const body = { metadata: { annotations: { 'test/silent': '' } } };
      void client.patch(core('nodes'), { name: 'node-1' }, { kind: 'merge', body });
      await runUntil(110);
      expect(await statusOf()).toEqual(['True']);
      await runUntil(140);
      const unreachable = 'node.kubernetes.io/unreachable';
      expect(await statusOf()).toEqual(['Unknown', `${unreachable}:NoExecute`, `${unreachable}:NoSchedule`]);
      expect((await podsIn(client)).filter(isAvailable)).toEqual([]);
    }));

  test('pods of a node that is gone are removed, and replaced', () =>
    inCluster(async ({ client, runUntil }) => {
      void client.create(apps('deployments'), deployment({ replicas: 1 }));
      await runUntil(5);
      const [pod] = await podsIn(client);
      void client.delete(core('nodes'), { name: 'node-1' });
      await runUntil(30);
      expect((await podsIn(client)).map(({ metadata }) => metadata?.name)).toEqual([pod?.metadata?.name]);
      await runUntil(50);
      expect((await podsIn(client)).map(({ metadata }) => metadata?.name)).not.toContain(pod?.metadata?.name);
    }));

  test('a deployment that is rolled back gets the template of before, and a new revision', () =>
    inCluster(async ({ client, runUntil }) => {
      void client.create(apps('deployments'), deployment({ replicas: 1 }));
      await runUntil(5);
      const change = (v: string | null) => ({ spec: { template: { metadata: { labels: { v } } } } });
      void client.patch(apps('deployments'), place, { kind: 'merge', body: change('2') });
      await runUntil(12);
      void client.patch(apps('deployments'), place, { kind: 'merge', body: change(null) });
      await runUntil(20);
      const { items } = await client.list(apps('replicasets'), { namespace: 'default' });
      const revisions = items.map(({ metadata, spec }) => [
        metadata?.annotations?.['deployment.kubernetes.io/revision'],
        metadata?.annotations?.['deployment.kubernetes.io/revision-history'],
        (spec as { readonly replicas: number }).replicas,
      ]);
      expect(revisions.sort()).toEqual([
        ['2', undefined, 0],
        ['3', '1', 1],
      ]);
    }));

  test('a cron job that forbids it never has two Jobs at once', () =>
    inCluster(async ({ client, runUntil }) => {
      const cronJobs: ResourceRef = { group: 'batch', version: 'v1', plural: 'cronjobs' };
      const jobs: ResourceRef = { group: 'batch', version: 'v1', plural: 'jobs' };
      const slow = { name: 'app', image: 'localhost/busybox:1', command: ['/bin/sh', '-c', 'sleep 90'] };
      const pod = { restartPolicy: 'Never', containers: [slow] };
      const jobTemplate = { spec: { template: { spec: pod } } };
      const spec = { schedule: '* * * * *', concurrencyPolicy: 'Forbid', jobTemplate };
      void client.create(cronJobs, { apiVersion: 'batch/v1', kind: 'CronJob', metadata: place, spec });
      let most = 0;
      for (let at = 10; at <= 600; at += 10) {
        await runUntil(at);
        const { items } = await client.list(jobs, { namespace: 'default' });
        most = Math.max(most, items.filter(({ status }) => (status as { readonly active?: number }).active).length);
      }
      expect(most).toBe(1);
      const { status } = (await client.get(cronJobs, place)) as ApiObject;
      expect(status).toMatchObject({ lastScheduleTime: expect.any(String), lastSuccessfulTime: expect.any(String) });
    }));
});

describe('replica sets and revisions have the names that the real controllers give them', () => {
  const metadata = { labels: { app: 'w', b: 'x', a: 'z' }, annotations: { k: 'v<&>' } };
  test.for(hashedTemplates)('$replicaSet, $revision', ({ replicaSet, revision, spec: pod }) =>
    inCluster(async ({ client, runUntil }) => {
      const spec = { replicas: 0, selector, template: { metadata, spec: pod } };
      void client.create(apps('deployments'), deployment(spec));
      const set = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: place, spec: { ...spec, serviceName: 'w' } };
      void client.create(apps('statefulsets'), set);
      await runUntil(2);
      const namesOf = async (plural: string) =>
        (await client.list(apps(plural), { namespace: 'default' })).items.map(({ metadata: { name } = {} }) => name);
      expect(await namesOf('replicasets')).toEqual([`w-${replicaSet}`]);
      expect(await namesOf('controllerrevisions')).toEqual([`w-${revision}`]);
    }),
  );
});

describe('a rollout', () => {
  const sizes = [1, 2, 3, 5, 7];
  const bounds = [
    { maxSurge: 0, maxUnavailable: 1 },
    { maxSurge: 1, maxUnavailable: 0 },
    { maxSurge: '25%', maxUnavailable: '25%' },
    { maxSurge: 2, maxUnavailable: 2 },
  ];
  const cases = sizes.flatMap((replicas) => bounds.map((rollingUpdate) => ({ replicas, rollingUpdate })));
  test.for(cases)('of $replicas pods with $rollingUpdate keeps within its bounds and comes to rest', (wanted) =>
    inCluster(async ({ client, runUntil }) => {
      const { replicas, rollingUpdate } = wanted;
      const most = replicas + part(rollingUpdate.maxSurge, replicas, Math.ceil);
      const least = replicas - part(rollingUpdate.maxUnavailable, replicas, Math.floor);
      const strategy = { rollingUpdate };
      void client.create(apps('deployments'), deployment({ replicas, strategy }));
      await runUntil(10);
      const body = { spec: { template: { metadata: { labels: { v: '2' } } } } };
      void client.patch(apps('deployments'), place, { kind: 'merge', body });
      for (let at = 10; at < 60; at += 0.5) {
        await runUntil(at);
        const { items } = await client.list(apps('replicasets'), { namespace: 'default' });
        const asked = items.reduce((sum, { spec }) => sum + (spec as { readonly replicas: number }).replicas, 0);
        const there = (await podsIn(client)).filter(isAvailable).length;
        expect(asked).toBeLessThanOrEqual(most);
        expect(there).toBeGreaterThanOrEqual(least);
      }
      const { status, metadata } = (await client.get(apps('deployments'), place)) as ApiObject;
      expect(status).toMatchObject({ replicas, updatedReplicas: replicas, availableReplicas: replicas });
      await runUntil(120);
      const { metadata: later } = (await client.get(apps('deployments'), place)) as ApiObject;
      expect(later?.resourceVersion).toBe(metadata?.resourceVersion);
    }),
  );
});

function part(bound: string | number, of: number, round: (share: number) => number): number {
  return typeof bound === 'number' ? bound : round((Number.parseInt(bound, 10) * of) / 100);
}

function isAvailable({ metadata, status }: ApiObject): boolean {
  const { conditions = [] } = status as {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
  const isReady = conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True');
  return isReady && metadata?.deletionTimestamp === undefined;
}

async function inCluster(play: (cluster: VirtualCluster) => Promise<void>): Promise<void> {
  const cluster = await startVirtualCluster();
  await play(cluster);
  await cluster.end();
}

async function podsIn(client: Client): Promise<readonly ApiObject[]> {
  return (await client.list(core('pods'), { namespace: 'default' })).items;
}

interface Behind {
  readonly ips: readonly string[];
  readonly port: number | undefined;
}

async function endpointsOf(client: Client): Promise<Behind> {
  interface Subset {
    readonly addresses?: readonly { readonly ip: string }[];
    readonly ports?: readonly { readonly port: number }[];
  }
  const found = (await client.get(core('endpoints'), place)) as ApiObject & { readonly subsets?: readonly Subset[] };
  const [subset] = found.subsets ?? [];
  return { ips: (subset?.addresses ?? []).map(({ ip }) => ip).sort(), port: subset?.ports?.[0]?.port };
}

async function slicesOf(client: Client): Promise<Behind> {
  interface Slice {
    readonly endpoints?: readonly { readonly addresses: readonly string[] }[] | null;
    readonly ports?: readonly { readonly port: number }[] | null;
  }
  const resource = { group: 'discovery.k8s.io', version: 'v1', plural: 'endpointslices' };
  const { items } = await client.list(resource, {
    namespace: 'default',
    labelSelector: 'kubernetes.io/service-name=w',
  });
  const [slice] = items as readonly (ApiObject & Slice)[];
  return { ips: (slice?.endpoints ?? []).flatMap(({ addresses }) => addresses).sort(), port: slice?.ports?.[0]?.port };
}
