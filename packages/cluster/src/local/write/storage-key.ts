import { qualified } from '../answer/refusal.ts';
import type { ResourceRequest } from '../request/request-info.ts';
import type { Resource } from '../resource/resource.ts';

/** Where the real server keeps an object in etcd, as some of its messages tell (pkg/registry/*'s ResourcePrefix@1.36). */
export function storageKey(resource: Resource, { namespace, name }: ResourceRequest): string {
  const place = resource.isNamespaced ? `${namespace}/${name}` : name;
  return `/registry/${prefixOf(resource)}/${place}`;
}

function prefixOf(resource: Resource): string {
  const own = prefixes[qualified(resource)];
  if (own !== undefined) return own;
  const keepsGroup = resource.custom !== undefined || /^api(extensions|registration)\.k8s\.io$/.test(resource.group);
  return keepsGroup ? `${resource.group}/${resource.plural}` : resource.plural;
}

/** Names from before there were others. */
const prefixes: Readonly<Record<string, string>> = {
  endpoints: 'services/endpoints',
  'ingresses.networking.k8s.io': 'ingress',
  nodes: 'minions',
  replicationcontrollers: 'controllers',
  services: 'services/specs',
};
