import type { Resource } from '../resource.ts';
import { allVerbs } from '../verbs.ts';

/** ConfigMaps. */
export const configMaps: Resource = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  singular: 'configmap',
  kind: 'ConfigMap',
  isNamespaced: true,
  shortNames: ['cm'],
  verbs: allVerbs,
  bucket: 'configmaps',
  rules: {},
};
