import { ApiError, type ApiObject, type Client, ConnectionError, type ResourceRef } from '@outrigger/cluster';

/** What a kubelet says of its node. */
export interface NodeNews {
  readonly client: Client;
  readonly node: string;
  readonly now: () => number;
  /** The node was not there before: its conditions are news. */
  readonly isNew: boolean;
}

/**
 * Says what a kubelet says of its node when it starts (kubernetes pkg/kubelet/kubelet.go: BirthCry; kubelet_node_status.go:
 * recordNodeStatusEvent@1.36). For these Events the node's name stands for its uid, as upstream.
 */
export async function tellNodeEvents({ client, node, now, isNew }: NodeNews): Promise<void> {
  const said: readonly (readonly [reason: string, message: string])[] = [
    ['Starting', 'Starting kubelet.'],
    ...(isNew ? CONDITIONS.map((reason) => [reason, `Node ${node} status is now: ${reason}`] as const) : []),
  ];
  const begun = BigInt(now()) * 1_000_000n;
  const at = new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z');
  for (const [number, [reason, message]] of said.entries()) {
    const object: ApiObject = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${node}.${(begun + BigInt(number)).toString(16)}`, namespace: 'default' },
      involvedObject: { kind: 'Node', name: node, uid: node },
      reason,
      message,
      source: { component: 'kubelet', host: node },
      firstTimestamp: at,
      lastTimestamp: at,
      count: 1,
      type: 'Normal',
      eventTime: null,
      reportingComponent: 'kubelet',
      reportingInstance: node,
    };
    try {
      await client.create(events, object);
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error;
    }
  }
}

const CONDITIONS = ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID', 'NodeReady'];
const events: ResourceRef = { group: '', version: 'v1', plural: 'events' };
