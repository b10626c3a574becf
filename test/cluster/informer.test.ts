import { type ApiObject, createClient, followOwners, ownersOf, placeOfObject, startInformer } from '@outrigger/cluster';
import { expect, test } from 'vitest';
import { createScriptedServer } from './scripted-server.ts';
import { createVirtualClock } from './virtual-clock.ts';

const owned = (kind: string, name: string, owner?: readonly [string, string, string]): ApiObject => ({
  kind,
  metadata: {
    name,
    namespace: 'demo',
    uid: `uid-${name}`,
    resourceVersion: '5',
    ...(owner && {
      ownerReferences: [
        { apiVersion: owner[0], kind: owner[1], name: owner[2], uid: `uid-${owner[2]}`, controller: true },
      ],
    }),
  },
});
const listOf = (...items: readonly ApiObject[]) => ({ body: { metadata: { resourceVersion: '9' }, items } });
const lines = (...all: readonly object[]) => ({ lines: all, after: 'hang' }) as const;

test('an informer has what is there, under its indexes, and tells what was before', async () => {
  const clock = createVirtualClock();
  const pod = (name: string, version: number, nodeName: string): ApiObject => ({
    metadata: { name, namespace: 'demo', uid: `uid-${name}`, resourceVersion: String(version) },
    spec: { nodeName },
  });
  const server = createScriptedServer(
    [
      listOf(pod('a', 1, 'one'), pod('b', 2, 'one')),
      lines({ type: 'MODIFIED', object: pod('a', 10, 'two') }, { type: 'DELETED', object: pod('b', 11, 'one') }),
    ],
    () => new Error('unused'),
  );
  const over = new AbortController();
  const informer = startInformer({
    client: createClient({ transport: server, clock }),
    clock,
    usesWatchList: false,
    resource: { group: '', version: 'v1', plural: 'pods' },
    indexes: {
      uid: ({ metadata }) => [metadata?.uid ?? ''],
      node: (object) => [(object as unknown as { spec: { nodeName: string } }).spec.nodeName],
    },
    signal: over.signal,
  });
  const heard: string[] = [];
  informer.subscribe(({ type, object, old }) =>
    heard.push(`${type} ${object.metadata?.name} ${old?.metadata?.resourceVersion ?? '-'}`),
  );
  await clock.runUntil(1000);
  await informer.complete;
  expect(heard).toEqual(['ADDED a -', 'ADDED b -', 'MODIFIED a 1', 'DELETED b 2']);
  expect(informer.store.by('node', 'one')).toEqual([]);
  expect(informer.store.by('node', 'two').map(({ metadata }) => metadata?.name)).toEqual(['a']);
  expect(informer.store.by('uid', 'uid-a')).toEqual([informer.store.get('a', 'demo')]);
  const late: string[] = [];
  informer.subscribe(({ type, object }) => late.push(`${type} ${object.metadata?.name}`));
  expect(late).toEqual(['ADDED a']);
  expect(informer.metrics()).toMatchObject({ objects: 1, lists: 1, watches: 1, changes: 4, resourceVersion: '11' });
  over.abort();
});

test("a pod's owners are followed by their metadata to what people have written", async () => {
  const clock = createVirtualClock();
  const server = createScriptedServer(
    [
      listOf(owned('ReplicaSet', 'web-7d', ['apps/v1', 'Deployment', 'web'])),
      listOf(owned('Job', 'nightly-1', ['batch/v1', 'CronJob', 'nightly'])),
      lines(),
      lines(),
    ],
    () => new Error('unused'),
  );
  const accepted: (string | undefined)[] = [];
  const transport = {
    send: (request: Parameters<typeof server.send>[0]) => {
      accepted.push(request.headers.accept);
      return server.send(request);
    },
  };
  const over = new AbortController();
  const follower = followOwners({
    client: createClient({ transport, clock }),
    clock,
    usesWatchList: false,
    signal: over.signal,
  });
  await clock.runUntil(1000);
  await follower.complete;
  const line = (object: ApiObject) => ownersOf(object, follower.find).map(({ kind, name }) => `${kind}/${name}`);
  expect(line(owned('Pod', 'web-7d-x', ['apps/v1', 'ReplicaSet', 'web-7d']))).toEqual([
    'ReplicaSet/web-7d',
    'Deployment/web',
  ]);
  expect(line(owned('Pod', 'nightly-1-x', ['batch/v1', 'Job', 'nightly-1']))).toEqual([
    'Job/nightly-1',
    'CronJob/nightly',
  ]);
  expect(line(owned('Pod', 'alone'))).toEqual([]);
  expect(line(owned('Pod', 'db-0', ['apps/v1', 'StatefulSet', 'db']))).toEqual(['StatefulSet/db']);
  expect(accepted.every((type) => type?.includes('as=PartialObjectMetadata'))).toBe(true);
  over.abort();
});

test.each([
  [{ kind: 'Pod', spec: { nodeName: 'n' } }, 'Node/n'],
  [{ kind: 'Pod', spec: {} }, undefined],
  [{ kind: 'PersistentVolumeClaim', spec: { volumeName: 'v' } }, 'PersistentVolume/v'],
  [{ kind: 'PersistentVolume', spec: { claimRef: { name: 'c', namespace: 'demo' } } }, 'PersistentVolumeClaim/c'],
])('where %j is', (object, place) => {
  const found = placeOfObject(object);
  expect(found && `${found.kind}/${found.name}`).toBe(place);
});
