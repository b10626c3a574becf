import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { statusRules } from '../rules/spec-and-status.ts';

/** APIServices: who serves a group. */
export const apiServices: Resource = declare({
  group: 'apiregistration.k8s.io',
  plural: 'apiservices',
  kind: 'APIService',
  isNamespaced: false,
  categories: ['api-extensions'],
  subresources: { status: partOfObject(statusRules()) },
});
