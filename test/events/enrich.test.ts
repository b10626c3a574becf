import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiObject, Change } from '@outrigger/cluster';
import { createEnricher, type EnrichedBy, type Enricher, enrichAll } from '@outrigger/events';
import { describe, expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';
import { recordedEvents } from './recorded-events.ts';

const node = objectOf('Node', 'node-1', { labels: { 'topology.kubernetes.io/zone': 'eu-1a' } });
const deployment = objectOf('Deployment', 'web', {
  labels: { team: 'shop' },
  annotations: { 'deployment.kubernetes.io/revision': '8' },
});
const replicaSet = objectOf('ReplicaSet', 'web-6d4', {
  ownerReferences: [
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'Deployment-web', controller: true },
  ],
  annotations: { 'deployment.kubernetes.io/revision': '7' },
});
const pod: ApiObject = {
  ...objectOf('Pod', 'web-6d4-x2x4z', {
    labels: { 'pod-template-hash': '6d4', app: 'web' },
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-6d4', uid: 'ReplicaSet-web-6d4', controller: true },
    ],
  }),
  spec: {
    nodeName: 'node-1',
    containers: [
      { name: 'app', image: 'web:7' },
      { name: 'proxy', image: 'envoy:1' },
    ],
    initContainers: [{ name: 'migrate', image: 'web-db:7' }],
  },
};

describe('an event of a pod', () => {
  const knowing = enricher(node, deployment, replicaSet, pod);

  test('has the workload, node, zone, revision and chosen labels of the pod', () => {
    expect(knowing.metadata(about('Pod', 'web-6d4-x2x4z'))).toEqual({
      workload: { kind: 'Deployment', namespace: 'shop', name: 'web' },
      node: 'node-1',
      zone: 'eu-1a',
      image: undefined,
      revision: '7',
      labels: { team: 'shop', app: 'web' },
    });
  });

  test.each([
    ['spec.containers{app}', 'web:7'],
    ['spec.containers{proxy}', 'envoy:1'],
    ['spec.initContainers{migrate}', 'web-db:7'],
    ['spec.containers{gone}', undefined],
    ['', undefined],
  ])('has the image of its container: %s', (fieldPath, image) => {
    expect(knowing.metadata(about('Pod', 'web-6d4-x2x4z', { fieldPath })).image).toBe(image);
  });

  test('has a workload by the hash of the template, while the ReplicaSet is not known', () => {
    const { workload, revision } = enricher(pod).metadata(about('Pod', 'web-6d4-x2x4z'));
    expect([workload?.kind, workload?.name, revision]).toEqual(['Deployment', 'web', '6d4']);
  });

  test('has the node of its kubelet, and no workload, when nothing is known of the pod', () => {
    const { workload, node: place } = enricher(node).metadata(about('Pod', 'other', { component: 'kubelet' }));
    expect([workload, place]).toEqual([undefined, 'node-9']);
  });

  test('has a workload by its name, when it came and went unseen', () => {
    const knowing = enricher(deployment, replicaSet, objectOf('StatefulSet', 'db', {}));
    expect(knowing.metadata(about('Pod', 'web-6d4-bdvdz')).workload?.name).toBe('web');
    expect(knowing.metadata(about('Pod', 'db-12')).workload).toEqual({
      kind: 'StatefulSet',
      namespace: 'shop',
      name: 'db',
    });
    expect(knowing.metadata(about('Pod', 'web-6d4-toolong')).workload).toBeUndefined();
  });

  test('of a former pod of the same name has its own node', () => {
    const { workload, node: place } = enricher(deployment, replicaSet, pod).metadata(
      about('Pod', 'web-6d4-x2x4z', { uid: 'former', component: 'kubelet' }),
    );
    expect([workload?.name, place]).toEqual(['web', 'node-9']);
  });

  test('has the node that the scheduler has just chosen', () => {
    const { node: place, zone } = enricher(node).metadata(
      about('Pod', 'new', { reason: 'Scheduled', message: 'Successfully assigned shop/new to node-1' }),
    );
    expect([place, zone]).toEqual(['node-1', 'eu-1a']);
  });
});

describe('an event of an object that has gone', () => {
  test('has what is remembered of it', () => {
    const memory = enricher(node, deployment, replicaSet, pod);
    memory.learn({ type: 'DELETED', object: pod }, 1000);
    memory.learn({ type: 'DELETED', object: deployment }, 1000);
    memory.learn({ type: 'DELETED', object: replicaSet }, 1000);
    const { workload, node: place } = memory.metadata(about('Pod', 'web-6d4-x2x4z'));
    expect([workload?.name, place]).toEqual(['web', 'node-1']);
  });

  test('has it by its uid, when another one has its name', () => {
    const memory = enricher(pod);
    memory.learn({ type: 'DELETED', object: pod }, 1000);
    const { metadata } = objectOf('Pod', 'web-6d4-x2x4z', {});
    const next = { kind: 'Pod', metadata: { ...metadata, uid: 'other' }, spec: { nodeName: 'node-2' } };
    memory.learn({ type: 'ADDED', object: next }, 1001);
    expect(memory.metadata(about('Pod', 'web-6d4-x2x4z')).node).toBe('node-1');
    expect(memory.metadata(about('Pod', 'web-6d4-x2x4z', { uid: 'other' })).node).toBe('node-2');
  });

  test('is forgotten after a while', () => {
    const memory = createEnricher({ limits: { goneMs: 60_000 } });
    memory.learn({ type: 'ADDED', object: pod }, 0);
    memory.learn({ type: 'DELETED', object: pod }, 1000);
    memory.learn({ type: 'ADDED', object: node }, 60_999);
    expect(memory.metadata(about('Pod', 'web-6d4-x2x4z')).node).toBe('node-1');
    memory.learn({ type: 'MODIFIED', object: node }, 61_000);
    expect(memory.metadata(about('Pod', 'web-6d4-x2x4z')).node).toBeUndefined();
    expect(memory.size()).toEqual({ here: 1, gone: 0 });
  });

  test('is one of so many at most', () => {
    const memory = createEnricher({ limits: { mostGone: 10 } });
    for (let n = 0; n < 1000; n++) {
      memory.learn({ type: 'ADDED', object: objectOf('Pod', `p-${n}`, {}) }, n);
      memory.learn({ type: 'DELETED', object: objectOf('Pod', `p-${n}`, {}) }, n);
    }
    expect(memory.size()).toEqual({ here: 0, gone: 10 });
  });
});

describe('an event of another object', () => {
  const knowing = enricher(node, deployment, replicaSet);

  test.each([
    ['Deployment', 'web', 'Deployment/web', '8'],
    ['ReplicaSet', 'web-6d4', 'Deployment/web', '7'],
    ['Node', 'node-1', 'Node/node-1', undefined],
    ['PersistentVolumeClaim', 'data', 'PersistentVolumeClaim/data', undefined],
    ['ReplicaSet', 'unknown', undefined, undefined],
  ])('%s/%s belongs to %s', (kind, name, expected, revision) => {
    const { workload, ...rest } = knowing.metadata(about(kind, name));
    expect(workload && `${workload.kind}/${workload.name}`).toBe(expected);
    expect(rest.revision).toBe(revision);
  });

  test('whose owners form a ring has one of them', () => {
    const owner = { apiVersion: 'v1', kind: 'Ring', name: 'a', uid: 'Ring-a', controller: true };
    const ring = enricher(objectOf('Ring', 'a', { ownerReferences: [owner] }));
    expect(ring.metadata(about('Ring', 'a')).workload?.name).toBe('a');
  });
});

describeWithShared('events of a recorded cluster', 'golden/events', (folder) => {
  test('all have a workload, also those that come after their pods have gone', () => {
    const changes = readFileSync(join(folder, 'objects.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Change & { readonly at: number });
    const memory = createEnricher();
    for (const { at, ...change } of changes) memory.learn(change, at);
    const enriched = enrichAll(recordedEvents(join(folder, 'events.jsonl')), memory);
    const without = enriched.filter(({ metadata }) => metadata?.workload === undefined);
    expect(without.map(({ about: { kind, name } }) => `${kind}/${name}`)).toEqual([]);
    const pods = enriched.filter(({ about: { kind }, source }) => kind === 'Pod' && source.component === 'kubelet');
    expect(pods.filter(({ metadata }) => metadata?.node === undefined)).toEqual([]);
  });
});

function enricher(...objects: readonly ApiObject[]): Enricher {
  const made = createEnricher({ labels: ['app', 'team'] });
  for (const object of objects) made.learn({ type: 'ADDED', object }, 0);
  return made;
}

function objectOf(kind: string, name: string, metadata: NonNullable<ApiObject['metadata']>): ApiObject {
  const namespace = kind === 'Node' ? {} : { namespace: 'shop' };
  return { kind, metadata: { name, uid: `${kind}-${name}`, ...namespace, ...metadata } };
}

interface Said {
  readonly uid: string;
  readonly fieldPath: string;
  readonly component: string;
  readonly reason: string;
  readonly message: string;
}

function about(kind: string, name: string, said: Partial<Said> = {}): EnrichedBy {
  const { uid = `${kind}-${name}`, fieldPath = '', component = 'x', reason = 'X', message = '' } = said;
  const namespace = kind === 'Node' ? '' : 'shop';
  return {
    about: { apiVersion: 'v1', kind, namespace, name, uid, fieldPath },
    source: { component, instance: 'node-9' },
    reason,
    message,
  };
}
