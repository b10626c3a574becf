import { expect, test } from 'vitest';
import { createLocal } from '../local/create-local.ts';
import { ApiError } from './api-error.ts';
import type { ResourceRef } from './client.ts';
import { clientOf } from './in-process.ts';

const configMaps: ResourceRef = { group: '', version: 'v1', plural: 'configmaps' };
const controller = { username: 'system:kube-controller-manager', groups: ['system:masters'] };

function configMap(name: string) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } };
}

test('what is created is read back, and listed with its kind', async () => {
  const client = clientOf(createLocal(), controller);
  const created = await client.create(configMaps, configMap('a'));
  expect(await client.get(configMaps, { namespace: 'default', name: 'a' })).toEqual(created);
  const { items } = await client.list(configMaps, { namespace: 'default' });
  expect(items).toContainEqual(created);
});

test('an object that is not there is undefined; a resource that is not served is an error', async () => {
  const client = clientOf(createLocal(), controller);
  expect(await client.get(configMaps, { namespace: 'default', name: 'none' })).toBeUndefined();
  const unknown = client.get({ ...configMaps, plural: 'things' }, { namespace: 'default', name: 'none' });
  await expect(unknown).rejects.toMatchObject({ code: 404, reason: 'NotFound' });
});

test('a refusal is an ApiError with its reason', async () => {
  const client = clientOf(createLocal(), controller);
  await client.create(configMaps, configMap('a'));
  const again = client.create(configMaps, configMap('a'));
  await expect(again).rejects.toBeInstanceOf(ApiError);
  await expect(again).rejects.toMatchObject({
    code: 409,
    reason: 'AlreadyExists',
    message: 'configmaps "a" already exists',
  });
});

test('a watch gives lines as they come, and ends with its signal', async () => {
  const client = clientOf(createLocal(), controller);
  const { resourceVersion } = await client.list(configMaps);
  const over = new AbortController();
  const seen: string[] = [];
  const watching = (async () => {
    for await (const lines of client.watch(configMaps, { resourceVersion }, over.signal)) {
      seen.push(...lines.map(({ type, object }) => `${type} ${object.metadata?.name}`));
      if (seen.length === 2) over.abort();
    }
  })();
  await client.create(configMaps, configMap('a'));
  await client.create(configMaps, configMap('b'));
  await watching;
  expect(seen).toEqual(['ADDED a', 'ADDED b']);
});
