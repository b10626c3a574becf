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

/** Says every ten seconds that the node is alive, until the signal ends it. */
export async function keepLease({ client, node, signal, note, clock = machineClock }: NodeLeaseOptions): Promise<void> {
  while (!signal.aborted) {
    try {
      await renew(client, node, clock.now());
    } catch (error) {
      if (signal.aborted) return;
      note(`the lease of node ${node} was not renewed: ${(error as Error).message}`);
    }
    await clock.delay((SECONDS / 4) * 1000, signal);
  }
}

async function renew(client: Client, node: string, now: number): Promise<void> {
  const renewTime = new Date(now).toISOString().replace('Z', '000Z');
  const place = { namespace: 'kube-node-lease', name: node };
  const found = await client.get(leases, place);
  const spec = { holderIdentity: node, leaseDurationSeconds: SECONDS, renewTime };
  if (found === undefined) {
    const lease: ApiObject = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: place, spec };
    await client.create(leases, lease);
  } else await client.update(leases, { ...found, spec: { ...(found.spec as object), ...spec } });
}

const leases: ResourceRef = { group: 'coordination.k8s.io', version: 'v1', plural: 'leases' };
