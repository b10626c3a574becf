import { type ApiObject, type Client, type Clock, machineClock, type ResourceRef } from '@outrigger/cluster';

/** What a node's lease needs. */
export interface NodeLeaseOptions {
  readonly client: Client;
  readonly node: string;
  readonly signal: AbortSignal;
  readonly note: (message: string) => void;
  readonly clock?: Clock;
}

/** Lives by: 40 s, renewed after a quarter of that (kubernetes pkg/kubelet/apis/config/v1beta1/defaults.go@1.36). */
const SECONDS = 40;

/** Says every ten seconds that the node is alive, until the signal ends it. Complains once of what fails again and again. */
export async function keepLease({ client, node, signal, note, clock = machineClock }: NodeLeaseOptions): Promise<void> {
  let isFailing = false;
  while (!signal.aborted) {
    try {
      await renew(client, node, clock.now());
      isFailing = false;
    } catch (error) {
      if (signal.aborted) return;
      if (!isFailing) note(`the lease of node ${node} was not renewed: ${(error as Error).message}`);
      isFailing = true;
    }
    await clock.delay((SECONDS / 4) * 1000, signal);
  }
}

async function renew(client: Client, node: string, now: number): Promise<void> {
  const renewTime = new Date(now).toISOString().replace('Z', '000Z');
  const place = { namespace: 'kube-node-lease', name: node };
  const found = await client.get(leases, place);
  const spec = { holderIdentity: node, leaseDurationSeconds: SECONDS, renewTime };
  if (found !== undefined) {
    await client.update(leases, { ...found, spec: { ...(found.spec as object), ...spec } });
    return;
  }
  // It goes with its node (pkg/kubelet/util/nodelease.go SetNodeOwnerFunc@1.36).
  const owner = await client.get(nodes, { name: node });
  const { uid = '' } = owner?.metadata ?? {};
  const ownerReferences = owner ? [{ apiVersion: 'v1', kind: 'Node', name: node, uid }] : [];
  const metadata = { ...place, ownerReferences };
  const lease: ApiObject = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec };
  await client.create(leases, lease);
}

const nodes: ResourceRef = { group: '', version: 'v1', plural: 'nodes' };
const leases: ResourceRef = { group: 'coordination.k8s.io', version: 'v1', plural: 'leases' };
