import type { ResourceRef } from './client.ts';
import { readJson } from './read-json.ts';
import type { Transport } from './transport.ts';

/** A resource that a server serves, as discovery tells of it. */
export interface ServedResource extends ResourceRef {
  readonly kind: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
  /** Below an object: `status`, `scale` … */
  readonly subresources: readonly string[];
}

/**
 * Everything that a server serves, the group that it prefers first, each group's preferred version first. By aggregated
 * discovery (two requests), or group by group where the server has only that.
 */
export async function discover(transport: Transport, signal: AbortSignal): Promise<readonly ServedResource[]> {
  const read = async <T>(path: string, accept: string): Promise<T> => {
    const headers = { accept, 'user-agent': 'outrigger' };
    return await readJson<T>(await transport.send({ method: 'GET', path, headers, signal }));
  };
  const [core, groups] = await Promise.all([
    read<GroupDiscoveryList | Legacy>('/api', AGGREGATED),
    read<GroupDiscoveryList | Legacy>('/apis', AGGREGATED),
  ]);
  if ('items' in core && 'items' in groups) return [core, groups].flatMap(({ items }) => items.flatMap(ofGroup));
  const versions = [...namesOf(core), ...namesOf(groups)];
  const lists = await Promise.all(
    versions.map((version) =>
      read<LegacyList>(version.includes('/') ? `/apis/${version}` : `/api/${version}`, 'application/json').then(
        ofLegacyList,
        // An aggregated API whose server is down takes nothing else with it.
        () => [],
      ),
    ),
  );
  return lists.flat();
}

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/** apidiscovery.k8s.io/v2. */
interface GroupDiscoveryList {
  readonly items: readonly GroupDiscovery[];
}

interface GroupDiscovery {
  readonly metadata?: { readonly name?: string };
  readonly versions?: readonly { readonly version: string; readonly resources?: readonly DiscoveredResource[] }[];
}

interface DiscoveredResource {
  readonly resource: string;
  readonly responseKind?: { readonly kind?: string };
  readonly scope: 'Namespaced' | 'Cluster';
  readonly singularResource?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly verbs?: readonly string[];
  readonly subresources?: readonly { readonly subresource: string }[];
}

function ofGroup({ metadata, versions = [] }: GroupDiscovery): readonly ServedResource[] {
  const group = metadata?.name ?? '';
  return versions.flatMap(({ version, resources = [] }) =>
    resources.map((found) => ({
      group,
      version,
      plural: found.resource,
      kind: found.responseKind?.kind ?? '',
      singular: found.singularResource ?? '',
      shortNames: found.shortNames ?? [],
      categories: found.categories ?? [],
      isNamespaced: found.scope === 'Namespaced',
      verbs: found.verbs ?? [],
      subresources: (found.subresources ?? []).map(({ subresource }) => subresource),
    })),
  );
}

/** meta/v1 APIVersions of /api, and APIGroupList of /apis. */
interface Legacy {
  readonly versions?: readonly string[];
  readonly groups?: readonly {
    readonly preferredVersion?: { readonly groupVersion: string };
    readonly versions: readonly { readonly groupVersion: string }[];
  }[];
}

function namesOf(legacy: Legacy | GroupDiscoveryList): readonly string[] {
  if ('items' in legacy) return [];
  const { versions = [], groups = [] } = legacy;
  const ofGroups = groups.flatMap(({ preferredVersion, versions: all }) => [
    ...(preferredVersion ? [preferredVersion.groupVersion] : []),
    ...all.map(({ groupVersion }) => groupVersion),
  ]);
  return [...new Set([...versions, ...ofGroups])];
}

/** meta/v1 APIResourceList. */
interface LegacyList {
  readonly groupVersion: string;
  readonly resources: readonly {
    readonly name: string;
    readonly singularName?: string;
    readonly namespaced: boolean;
    readonly kind: string;
    readonly verbs: readonly string[];
    readonly shortNames?: readonly string[];
    readonly categories?: readonly string[];
  }[];
}

function ofLegacyList({ groupVersion, resources }: LegacyList): readonly ServedResource[] {
  const slash = groupVersion.indexOf('/');
  const [group, version] = [groupVersion.slice(0, Math.max(slash, 0)), groupVersion.slice(slash + 1)];
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map(({ name, singularName = '', namespaced, kind, verbs, shortNames = [], categories = [] }) => ({
      group,
      version,
      plural: name,
      kind,
      singular: singularName,
      shortNames,
      categories,
      isNamespaced: namespaced,
      verbs,
      subresources: resources.flatMap((other) =>
        other.name.startsWith(`${name}/`) ? [other.name.slice(name.length + 1)] : [],
      ),
    }));
}
