import type { ILease } from 'kubernetes-models/coordination.k8s.io/v1';
import type { INode } from 'kubernetes-models/v1';
import { type Change, type Controller, type View, type Wake, watching } from '../controller.ts';
import { leases, nodes, pods } from '../kinds.ts';
import { lookAgain, type Plan, patch, say, updateStatus } from '../plan.ts';
import { conditionOf } from '../read/condition.ts';
import { isReady } from '../read/pod.ts';
import { apiTime, timeOf } from '../read/time.ts';

/**
 * Notices nodes of which nothing is heard any more, and has pods leave nodes that are not ready: pkg/controller/nodelifecycle
 * tryUpdateNodeHealth, doNoExecuteTaintingPass@1.36. Signs of life are timed by our own clock: a node's may be wrong.
 */
export function nodeHealthController(): Controller {
  const heard = new Map<string, { readonly sign: string; readonly at: number }>();
  return {
    name: 'node-lifecycle-controller',
    component: 'node-controller',
    watches: [watching(nodes, ofNode), watching(leases, ofLease), watching(pods, () => [])],
    *reconcile(view, key) {
      const node = view.get(nodes, '', key.name);
      if (node === undefined) {
        heard.delete(key.name);
        return;
      }
      const lease = view.get(leases, 'kube-node-lease', key.name);
      const ready = conditionOf(node.status?.conditions, 'Ready');
      const sign = `${lease?.spec?.renewTime} ${ready?.lastHeartbeatTime}`;
      const known = heard.get(key.name);
      const last = known?.sign === sign ? known : { sign, at: view.now };
      heard.set(key.name, last);
      yield* judge(view, node, last.at);
    },
  };
}

/** nodeMonitorGracePeriod, nodeStartupGracePeriod (config/v1alpha1 defaults@1.36). */
const GRACE_MS = 50_000;
const STARTUP_MS = 60_000;

function* ofNode({ before, after }: Change<INode>): Iterable<Wake> {
  yield { namespace: '', name: (after ?? before)?.metadata?.name ?? '' };
}

function* ofLease({ after }: Change<ILease>): Iterable<Wake> {
  const { name = '', namespace } = after?.metadata ?? {};
  if (namespace === 'kube-node-lease') yield { namespace: '', name };
}

function* judge(view: View, node: INode, heardAt: number): Plan {
  const ready = conditionOf(node.status?.conditions, 'Ready');
  const created = timeOf(node.metadata?.creationTimestamp) ?? view.now;
  const due = ready === undefined ? created + STARTUP_MS : heardAt + GRACE_MS;
  if (view.now > due && ready?.status !== 'Unknown') {
    yield* tellOfSilence(view, node);
    return;
  }
  if (ready?.status !== 'Unknown') yield* lookAgain(due - view.now + 100);
  yield* writeTaints(view, node, ready?.status);
  if (ready !== undefined && ready.status !== 'True') yield* markPods(view, node);
}

function* tellOfSilence(view: View, node: INode): Plan {
  const { conditions = [] } = node.status ?? {};
  const now = apiTime(view.now);
  const wasReady = conditionOf(conditions, 'Ready')?.status === 'True';
  const types = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];
  const unknown = { status: 'Unknown', lastTransitionTime: now } as const;
  const stopped = { reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' };
  const never = { reason: 'NodeStatusNeverUpdated', message: 'Kubelet never posted node status.' };
  const kept = conditions.map((one) =>
    types.includes(one.type) && one.status !== 'Unknown' ? { ...one, ...unknown, ...stopped } : one,
  );
  const { creationTimestamp } = node.metadata ?? {};
  const missing = types
    .filter((type) => conditionOf(conditions, type) === undefined)
    .map((type) => ({
      type,
      ...unknown,
      ...never,
      ...(creationTimestamp && { lastHeartbeatTime: creationTimestamp }),
    }));
  yield* updateStatus(nodes, { ...node, status: { ...node.status, conditions: [...kept, ...missing] } });
  if (!wasReady) return;
  const message = `Node ${node.metadata?.name} status is now: NodeNotReady`;
  yield* say(nodes, node, 'Normal', 'NodeNotReady', message);
}

const NOT_READY = 'node.kubernetes.io/not-ready';
const UNREACHABLE = 'node.kubernetes.io/unreachable';

/** Taints that make pods leave, beside those that keep new ones away. */
function* writeTaints(view: View, node: INode, status: string | undefined): Plan {
  const key = status === 'False' ? NOT_READY : status === 'Unknown' ? UNREACHABLE : undefined;
  const before = node.spec?.taints ?? [];
  const isOurs = (taint: (typeof before)[number]): boolean =>
    taint.effect === 'NoExecute' && (taint.key === NOT_READY || taint.key === UNREACHABLE);
  if (before.filter(isOurs).every((taint) => taint.key === key) && before.some(isOurs) === (key !== undefined)) return;
  const added = key === undefined ? [] : [{ key, effect: 'NoExecute', timeAdded: apiTime(view.now) }];
  const taints = [...before.filter((taint) => !isOurs(taint) || taint.key === key), ...added];
  const { resourceVersion } = node.metadata ?? {};
  yield* patch(nodes, node, { kind: 'merge', body: { metadata: { resourceVersion }, spec: { taints } } });
}

/** Services shall not send anybody there (MarkPodsNotReady@1.36). */
function* markPods(view: View, node: INode): Plan {
  for (const pod of view.list(pods)) {
    if (pod.spec?.nodeName !== node.metadata?.name || !isReady(pod)) continue;
    const condition = { type: 'Ready', status: 'False', lastTransitionTime: apiTime(view.now) };
    const body = { metadata: { uid: pod.metadata?.uid }, status: { conditions: [condition] } };
    yield* patch(pods, pod, { kind: 'strategic', subresource: 'status', body });
    yield* say(pods, pod, 'Warning', 'NodeNotReady', 'Node is not ready');
  }
}
