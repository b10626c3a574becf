import type { Resource, Subresource } from '../resource/resource.ts';
import { isOwnGroup, type ServedGroup } from './group-order.ts';
import { subresourcesOf } from './resource-list.ts';

/** Everything at once (apidiscovery/v2 APIGroupDiscoveryList@1.36); at `/api` for the core group, at `/apis` for all others. */
export function aggregatedDiscovery(groups: readonly ServedGroup[]): object {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: { ...(name !== '' && { name }) },
      versions: versions.map(({ version, resources }) => ({
        version,
        resources: resources.map(resourceDiscovery),
        freshness: 'Current',
      })),
    })),
  };
}

function resourceDiscovery(resource: Resource): object {
  const { plural, isNamespaced, singular, verbs, shortNames, categories } = resource;
  const subresources = subresourcesOf(resource);
  return {
    resource: plural,
    responseKind: responseKind(resource),
    scope: isNamespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames?.length && { shortNames }),
    ...(categories?.length && { categories }),
    ...(subresources.length > 0 && {
      subresources: subresources.map(([name, subresource]) => ({
        subresource: name,
        responseKind: subresourceKind(resource, subresource),
        verbs: subresource.verbs,
      })),
    }),
  };
}

/** The server's own kinds leave out what stands around them; custom ones say it in full. */
function responseKind({ group, version, kind }: Resource): object {
  return isOwnGroup(group) ? { group: '', version: '', kind } : { group, version, kind };
}

function subresourceKind(resource: Resource, subresource: Subresource): object {
  if (subresource.of === 'object') return responseKind(resource);
  const { group = '', version = '', kind } = subresource;
  return { group, version, kind };
}
