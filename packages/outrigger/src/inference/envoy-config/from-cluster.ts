import { type Client, createClient, loadAccess, networkTransport } from '@outrigger/cluster';
import { asPoolObject, KINDS, type PodObject, readGateways } from '@outrigger/inference';
import { reaching } from '../../live/reaching.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { FoundObjects } from './found-objects.ts';

/** Which part of which cluster. */
interface ClusterFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace?: string;
  readonly allNamespaces?: boolean;
}

/** The objects of a cluster, as they are now. */
export async function fromCluster(flags: ClusterFlags, { env, stderr }: Surroundings): Promise<FoundObjects> {
  const { context, kubeconfig } = flags;
  const namespace = flags.allNamespaces ? undefined : flags.namespace;
  return reaching(async () => {
    const access = await loadAccess({ context, kubeconfig, env });
    const client = createClient({ transport: networkTransport(access), userAgent: 'outrigger-inference' });
    const objects = await listKinds(client, namespace);
    const pods = await client.list({ group: '', version: 'v1', plural: 'pods' }, { namespace });
    const gateways = readGateways(objects, 'default', (object, { message }) => {
      const { namespace: of, name } = (object.metadata ?? {}) as Readonly<Record<string, unknown>>;
      stderr.write(`${object.kind} ${of}/${name} is left out: ${message}\n`);
    });
    const poolObjects = objects.flatMap((object) => asPoolObject(object, 'default') ?? []);
    return { ...gateways, objects: poolObjects, pods: pods.items as readonly PodObject[] };
  });
}

/** Of the kinds that the cluster knows; a list does not say of its items which kind they are. */
async function listKinds(client: Client, namespace: string | undefined) {
  const served = await client.discover();
  const wanted = served.filter(
    ({ group, plural }) => group === GATEWAY || KINDS.some((one) => one.group === group && one.plural === plural),
  );
  const lists = await Promise.all(
    wanted
      .filter(({ group, kind }) => group !== GATEWAY || READ.has(kind))
      .map(async ({ isNamespaced, ...resource }) => {
        const { items } = await client.list(resource, isNamespaced ? { namespace } : {});
        const apiVersion = `${resource.group}/${resource.version}`;
        return items.map((item) => ({ ...item, apiVersion, kind: resource.kind }));
      }),
  );
  return lists.flat();
}

const GATEWAY = 'gateway.networking.k8s.io';
const READ: ReadonlySet<string> = new Set(['Gateway', 'HTTPRoute', 'ReferenceGrant']);
