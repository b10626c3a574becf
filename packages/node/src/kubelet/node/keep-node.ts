import { isDeepStrictEqual } from 'node:util';
import { ApiError, type ApiObject, type Client, type Clock, machineClock, type ResourceRef } from '@outrigger/cluster';
import type { NodeImage } from '../../runtime/node-image.ts';
import { RuntimeFailure } from '../../runtime/runtime-failure.ts';
import { describeNode, type Machine } from './describe-node.ts';
import { createNodeVoice, type NodeVoice, STARTING, wordsOfChange } from './node-events.ts';
import { keepLease } from './node-lease.ts';
import { type NodeStatus, nodeStatus, sayMore } from './node-status.ts';

/** What keeping a node needs. */
export interface NodeOptions {
  readonly client: Client;
  readonly machine: Machine;
  /** The images that are there; rejects with a {@link RuntimeFailure} while the runtime is away. */
  readonly images: () => Promise<readonly NodeImage[]>;
  /** Falls silent with it. */
  readonly signal: AbortSignal;
  readonly note: (message: string) => void;
  readonly clock?: Clock;
}

/**
 * Registers a node, and then keeps telling the API server of it: a lease every ten seconds, and as often its status where that has
 * changed, else every five minutes (kubernetes pkg/kubelet/kubelet_node_status.go syncNodeStatus@1.36). Resolves when it is registered.
 * As upstream, a Node that somebody deletes is registered anew only by the next start.
 */
export async function keepNode({ clock = machineClock, ...options }: NodeOptions): Promise<void> {
  const { client, machine, signal, note } = options;
  const say = createNodeVoice({ client, node: machine.name, now: clock.now });
  const write = createStatusWriter({ ...options, clock, say });
  await register(client, machine);
  await say([STARTING]);
  await write();
  void keepLease({ client, node: machine.name, signal, note, clock });
  void repeat(write, { clock, signal, note });
}

/** nodeStatusUpdateFrequency, nodeStatusReportFrequency (pkg/kubelet/apis/config/v1beta1/defaults.go@1.36). */
const LOOK_EVERY = 10_000;
const WRITE_EVERY = 300_000;
/** pkg/kubelet/kubelet.go: maxWaitForContainerRuntime@1.36. */
const RUNTIME_PATIENCE = 30_000;

const nodes: ResourceRef = { group: '', version: 'v1', plural: 'nodes' };

/** Labels of one that is there already are set right. */
async function register(client: Client, machine: Machine): Promise<void> {
  const node = describeNode(machine);
  try {
    await client.create(nodes, node);
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
    const metadata = { labels: node.metadata?.labels };
    await client.patch(nodes, { name: machine.name }, { kind: 'strategic', body: { metadata } });
  }
}

function createStatusWriter({ client, machine, images, clock, say }: StatusWriterOptions): () => Promise<void> {
  let known: readonly NodeImage[] = [];
  let answeredAt = clock.now();
  let last: Written | undefined;
  const look = async (): Promise<void> => {
    try {
      known = await images();
      answeredAt = clock.now();
    } catch (error) {
      if (!(error instanceof RuntimeFailure)) throw error;
    }
  };
  return async () => {
    await look();
    const now = clock.now();
    const found = statusOf(await client.get(nodes, { name: machine.name }));
    if (found === undefined) throw new Error(`node "${machine.name}" not found`);
    const problem = now - answeredAt > RUNTIME_PATIENCE ? 'container runtime is down' : undefined;
    const status = nodeStatus({ machine, images: known, problem, before: found.conditions, now: new Date(now) });
    const isOld = last === undefined || now - last.at >= WRITE_EVERY;
    if (!isOld && !sayMore(status.conditions, found.conditions) && isAsWritten(status, found, last)) return;
    const write = { method: 'PATCH', patch: 'strategic', body: { status } } as const;
    const answer = await client.subresource(nodes, { name: machine.name, subresource: 'status' }, write);
    last = { at: now, asked: status, answer: statusOf(answer as ApiObject) };
    await say(wordsOfChange(machine.name, found.conditions, status.conditions));
  };
}

interface StatusWriterOptions extends Pick<NodeOptions, 'client' | 'machine' | 'images'> {
  readonly clock: Clock;
  readonly say: NodeVoice;
}

/** What was asked for, and what the server made of it: it writes quantities in its own way. */
interface Written {
  /** ms since 1970. */
  readonly at: number;
  readonly asked: NodeStatus;
  readonly answer: NodeStatus | undefined;
}

function statusOf(node: ApiObject | undefined): NodeStatus | undefined {
  if (node === undefined) return undefined;
  const { conditions = [], ...status } = (node.status ?? {}) as Partial<NodeStatus>;
  return { ...status, conditions };
}

function isAsWritten(next: NodeStatus, found: NodeStatus, last: Written | undefined): boolean {
  const isSame = (one: NodeStatus, other: NodeStatus | undefined) =>
    Object.keys(next).every((field) => field === 'conditions' || isDeepStrictEqual(one[field], other?.[field]));
  return isSame(next, last?.asked) && isSame(found, last?.answer);
}

/** Complains once of what goes wrong again and again. */
async function repeat(
  write: () => Promise<void>,
  { clock, signal, note }: Pick<NodeOptions, 'signal' | 'note'> & { readonly clock: Clock },
): Promise<void> {
  let isFailing = false;
  for (;;) {
    await clock.delay(LOOK_EVERY, signal);
    if (signal.aborted) return;
    try {
      await write();
      isFailing = false;
    } catch (error) {
      if (signal.aborted) return;
      if (!isFailing) note(`the status of the node was not written: ${(error as Error).message}`);
      isFailing = true;
    }
  }
}
