import { ApiError, type ApiObject, type Client, ConnectionError, type ResourceRef } from '@outrigger/cluster';
import type { NodeCondition } from './node-status.ts';

/** Says something of a node. */
export type NodeVoice = (words: readonly NodeWord[]) => Promise<void>;

/** Of which, and to whom. */
export interface NodeVoiceOptions {
  readonly client: Client;
  readonly node: string;
  readonly now: () => number;
}

/** A reason and a message. */
export type NodeWord = readonly [reason: string, message: string];

/** What a kubelet says of its node when it starts (kubernetes pkg/kubelet/kubelet.go BirthCry@1.36). */
export const STARTING: NodeWord = ['Starting', 'Starting kubelet.'];

/** What it says of conditions that are other than before (kubelet_node_status.go recordNodeStatusEvent@1.36). */
export function wordsOfChange(
  node: string,
  before: readonly NodeCondition[],
  after: readonly NodeCondition[],
): readonly NodeWord[] {
  return after.flatMap(({ type, status }): readonly NodeWord[] => {
    const reason =
      before.find((one) => one.type === type)?.status === status ? undefined : REASONS[`${type} ${status}`];
    return reason === undefined ? [] : [[reason, `Node ${node} status is now: ${reason}`]];
  });
}

/** Says it by Events, for which the node's name stands for its uid, as upstream. */
export function createNodeVoice({ client, node, now }: NodeVoiceOptions): NodeVoice {
  let last = 0n;
  const objectOf = ([reason, message]: NodeWord): ApiObject => {
    const nanos = BigInt(now()) * 1_000_000n;
    last = nanos > last ? nanos : last + 1n;
    const at = new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z');
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${node}.${last.toString(16)}`, namespace: 'default' },
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
  };
  return async (words) => {
    for (const word of words) {
      try {
        await client.create(events, objectOf(word));
      } catch (error) {
        if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error;
      }
    }
  };
}

const REASONS: Readonly<Record<string, string>> = {
  'MemoryPressure False': 'NodeHasSufficientMemory',
  'DiskPressure False': 'NodeHasNoDiskPressure',
  'PIDPressure False': 'NodeHasSufficientPID',
  'Ready True': 'NodeReady',
  'Ready False': 'NodeNotReady',
};
const events: ResourceRef = { group: '', version: 'v1', plural: 'events' };
