import { apiVersionOf } from '../resource/registry.ts';
import type { Resource, Subresource } from '../resource/resource.ts';
import { isOwnGroup, type ServedGroup, type ServedVersion } from './group-order.ts';
import { storageVersionHash } from './storage-version-hash.ts';

/** What `/api` answers: the versions of the core group (meta/v1 APIVersions@1.36). */
export function apiVersions(group: ServedGroup | undefined, address: string): object {
  return {
    kind: 'APIVersions',
    versions: group?.versions.map(({ version }) => version) ?? [],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  };
}

/** What `/apis` answers. */
export function apiGroupList(groups: readonly ServedGroup[]): object {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(described) };
}

/** What `/apis/apps` answers. */
export function apiGroup(group: ServedGroup): object {
  return { kind: 'APIGroup', apiVersion: 'v1', ...described(group) };
}

/** What `/apis/apps/v1` answers: every resource, and behind it its subresources. */
export function apiResourceList(
  group: string,
  { version, resources }: ServedVersion,
  kept: readonly Resource[],
): object {
  const entries = resources.flatMap((resource) => [
    { ...resourceEntry(resource), ...hashOf(resource, kept) },
    ...subresourcesOf(resource).map(([name, subresource]) => subresourceEntry(resource, name, subresource)),
  ]);
  return {
    kind: 'APIResourceList',
    // The oldest of all lists has no version (apiserver pkg/endpoints/installer.go with legacy encoding@1.36).
    ...(group !== '' && { apiVersion: 'v1' }),
    groupVersion: apiVersionOf({ group, version }),
    resources: entries,
  };
}

/** In the order in which discovery has them: by name, those of custom resources as they were declared. */
export function subresourcesOf({ group, subresources = {} }: Resource): readonly (readonly [string, Subresource])[] {
  const entries = Object.entries(subresources);
  return isOwnGroup(group) ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries;
}

function described({ name, versions }: ServedGroup): object {
  const named = versions.map(({ version }) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: named, preferredVersion: named[0] };
}

function resourceEntry({ plural, singular, isNamespaced, kind, verbs, shortNames, categories }: Resource): object {
  return {
    name: plural,
    singularName: singular,
    namespaced: isNamespaced,
    kind,
    verbs,
    ...(shortNames?.length && { shortNames }),
    ...(categories?.length && { categories }),
  };
}

function subresourceEntry(resource: Resource, name: string, subresource: Subresource): object {
  const { plural, isNamespaced, kind } = resource;
  const entry = { name: `${plural}/${name}`, singularName: '', namespaced: isNamespaced };
  if (subresource.of === 'object') return { ...entry, kind, verbs: subresource.verbs };
  const { group, version } = subresource;
  return {
    ...entry,
    ...(group !== undefined && { group }),
    ...(version !== undefined && { version }),
    kind: subresource.kind,
    verbs: subresource.verbs,
  };
}

/** Only what is kept has one. Of several versions of a resource, all have that of the kept one. */
function hashOf(resource: Resource, kept: readonly Resource[]): object {
  if (!resource.verbs.includes('watch')) return {};
  const { group, version, kind } = isKept(resource)
    ? resource
    : (kept.find((other) => other.bucket === resource.bucket && isKept(other)) ?? resource);
  return { storageVersionHash: storageVersionHash(group, version, kind) };
}

/** Whether objects are kept in this version. */
function isKept({ conversion }: Resource): boolean {
  return conversion === undefined || conversion.isOfKept === true;
}
