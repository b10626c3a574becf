import { type ApiObject, type Client, createClient, loadAccess, networkTransport } from '@outrigger/cluster';
import { Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { ClusterFlags } from './cluster-flags.ts';
import { reaching } from './reaching.ts';

/** What of a cluster is wanted. */
export type Wanted =
  /** Plurals of kinds, of all namespaces or one. */
  | { readonly kinds: readonly string[]; readonly namespace?: string | undefined; readonly withOwned: boolean }
  /** Single objects, as `deployment/web`. */
  | { readonly names: readonly string[]; readonly namespace?: string | undefined };

/** Reads a live cluster: its objects, as one text of manifests that whoever reads manifests can read. */
export async function readCluster(
  wanted: Wanted,
  { flags, env }: { readonly flags: ClusterFlags; readonly env: Surroundings['env'] },
): Promise<string> {
  return reaching(async () => {
    const access = await loadAccess({ ...flags, env });
    const client = createClient({ transport: networkTransport(access), userAgent: 'outrigger' });
    const objects =
      'kinds' in wanted
        ? await listAll(client, wanted)
        : await Promise.all(wanted.names.map((name) => find(client, name, wanted.namespace ?? access.namespace)));
    return objects.map((object) => `${JSON.stringify(withoutTraces(object), null, 2)}\n`).join('---\n');
  });
}

async function listAll(
  client: Client,
  { kinds, namespace, withOwned }: Extract<Wanted, { kinds: unknown }>,
): Promise<readonly ApiObject[]> {
  const served = (await client.discover()).filter(({ plural, group }) => kinds.includes(plural) && isKnown(group));
  const lists = served.map(async (resource) => {
    const objects: ApiObject[] = [];
    let next: string | undefined;
    do {
      const within = resource.isNamespaced && namespace !== undefined ? { namespace } : {};
      const page = await client.list(resource, { ...within, limit: 500, ...(next && { continue: next }) });
      const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
      objects.push(...page.items.map((item) => ({ ...item, apiVersion, kind: resource.kind })));
      next = page.continue;
    } while (next);
    // What a controller has made is told of by what it was made from.
    return withOwned
      ? objects
      : objects.filter(({ metadata }) => !metadata?.ownerReferences?.some((o) => o.controller));
  });
  return (await Promise.all(lists)).flat();
}

async function find(client: Client, written: string, namespace: string): Promise<ApiObject> {
  const [kind = '', name = ''] = written.split('/');
  const asked = SHORT[kind.toLowerCase()] ?? kind.toLowerCase();
  const resource = (await client.discover()).find(
    (each) => isKnown(each.group) && (each.plural === asked || each.kind.toLowerCase() === asked),
  );
  if (resource === undefined) {
    const hint = 'KIND/NAME of the cluster, such as deployment/web, or a file';
    throw new Failure(`the cluster has no kind "${kind}"`, { code: 'unknown-kind', exitCode: 2, hint });
  }
  const found = await client.get(resource, { name, ...(resource.isNamespaced && { namespace }) });
  if (found !== undefined) return found;
  const place = resource.isNamespaced ? ` in namespace ${namespace}` : '';
  throw new Failure(`there is no ${written}${place}`, {
    code: 'not-found',
    exitCode: 2,
    hint: 'name its namespace with -n',
  });
}

/** Not those of extensions that happen to be called so, such as metrics.k8s.io/pods. */
function isKnown(group: string): boolean {
  return ['', 'apps', 'batch'].includes(group);
}

const SHORT: Readonly<Record<string, string>> = {
  po: 'pods',
  deploy: 'deployments',
  sts: 'statefulsets',
  ds: 'daemonsets',
  rs: 'replicasets',
  cj: 'cronjobs',
  rc: 'replicationcontrollers',
};

/** What somebody would have written, as far as that can be told. */
function withoutTraces(object: ApiObject): ApiObject {
  const { managedFields: _, resourceVersion: __, uid: ___, generation: ____, ...metadata } = object.metadata ?? {};
  if (object.kind === 'Node') return { ...object, metadata };
  const { status: _____, ...rest } = object;
  return { ...rest, metadata };
}
