import type { Verb } from '../request/request-info.ts';
import type { Resource, ResourceRules, StatusSubresource } from './resource.ts';
import { allVerbs } from './verbs.ts';

/** What has to be said of a built-in resource; the rest is as most have it. */
export type Declaration = Pick<Resource, 'plural' | 'kind'> & Partial<Resource>;

/** A resource of the core group or of another, version v1, in namespaces, with every verb and a bucket of its own. */
export function declare(given: Declaration): Resource {
  const group = given.group ?? '';
  const hasStatus = given.subresources?.status !== undefined;
  return {
    group,
    version: 'v1',
    singular: given.kind.toLowerCase(),
    isNamespaced: true,
    verbs: allVerbs,
    bucket: group === '' ? given.plural : `${given.plural}.${group}`,
    ...given,
    rules: { ...(hasStatus && { resetFields: ['status'] }), ...given.rules },
  };
}

/** A subresource through which a part of the object is read and written. */
export function partOfObject(
  rules: ResourceRules,
  verbs: readonly Verb[] = ['get', 'patch', 'update'],
): StatusSubresource {
  return { of: 'object', verbs, rules };
}
