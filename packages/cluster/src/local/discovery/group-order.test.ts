import { expect, test } from 'vitest';
import { compareVersions } from './group-order.ts';
import { storageVersionHash } from './storage-version-hash.ts';

test('versions are ordered as Kubernetes orders them', () => {
  const versions = ['v1alpha1', 'foo1', 'v10', 'v2', 'v1beta2', 'v11alpha2', 'v1', 'v2beta1'];
  expect(versions.toSorted(compareVersions)).toEqual([
    'v10',
    'v2',
    'v1',
    'v2beta1',
    'v1beta2',
    'v11alpha2',
    'v1alpha1',
    'foo1',
  ]);
});

test('the hash of a kept version is the one that the real server gives', () => {
  expect(storageVersionHash('', 'v1', 'ConfigMap')).toBe('qFsyl6wFWjQ=');
  expect(storageVersionHash('apps', 'v1', 'Deployment')).toBe('8aSe+NMegvE=');
});
