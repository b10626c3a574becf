import type { IncidentObject } from '../incident.ts';
import { objectKey } from './object-key.ts';
import type { AwayNode, PodStage, Topology } from './topology.ts';

/** A topology that learns from the changes of a cluster's objects. */
export interface LearningTopology extends Topology {
  /** Takes a change of an object; what was deleted is remembered for a while, because Events come after their objects have gone. */
  readonly learn: (change: ObjectChange) => void;
  /** How many objects it knows, how many of them have gone, and how many pods by their uid. */
  readonly size: () => { readonly here: number; readonly gone: number; readonly pods: number };
}

/** As a watch tells it. */
export interface ObjectChange {
  readonly type: string;
  readonly object: TopologyObject;
}

/** What a topology reads of an object. */
export interface TopologyObject {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly controller?: boolean;
    }[];
  };
  readonly spec?: {
    readonly nodeName?: string;
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly key?: string; readonly effect?: string }[];
    readonly volumeName?: string;
    readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName?: string } }[];
    readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
    readonly selector?: Readonly<Record<string, unknown>>;
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type?: string; readonly status?: string; readonly reason?: string }[];
  };
}

/** Knows nothing at first. Of deleted objects the newest `remembered` are kept. */
export function topologyFromChanges({ remembered = 10_000 }: { readonly remembered?: number } = {}): LearningTopology {
  const known = new Map<string, Known>();
  const gone = new Map<string, Known>();
  const podsByUid = new Map<string, Known>();
  const podsByNode = createGroups<Known>();
  const podsByClaim = createGroups<Known>();
  const servicesBySpace = createGroups<Known>();
  const kinds = new Set<string>();
  const away = new Map<string, AwayNode>();
  const reserved = new Set<string>();
  const find = (object: IncidentObject) => known.get(objectKey(object)) ?? gone.get(objectKey(object));
  const forget = (key: string) => {
    const uid = gone.get(key)?.uid;
    if (uid !== undefined) podsByUid.delete(uid);
    gone.delete(key);
  };

  const workloadOf = (object: IncidentObject): IncidentObject | undefined => {
    let at = find(object);
    // Owners in a ring are possible: nobody checks.
    for (let steps = 0; at?.owner !== undefined && steps < 8; steps++) {
      const above = find(at.owner);
      if (above === undefined) return at.owner;
      at = above;
    }
    return at?.object;
  };
  const place = (one: Known, groups: 'add' | 'remove') => {
    const { kind, namespace } = one.object;
    if (kind === 'Service') servicesBySpace[groups](namespace, one);
    if (kind !== 'Pod') return;
    if (one.node !== undefined) podsByNode[groups](one.node, one);
    for (const claim of one.claims ?? []) podsByClaim[groups](`${namespace}/${claim}`, one);
  };
  const workloadsOf = (pods: Iterable<Known>) => {
    const found = new Map<string, IncidentObject>();
    for (const { object } of pods) {
      const workload = workloadOf(object) ?? object;
      found.set(objectKey(workload), workload);
    }
    return [...found.values()];
  };

  return {
    learn({ type, object }) {
      const next = knownOf(object);
      if (next === undefined) return;
      const key = objectKey(next.object);
      kinds.add(next.object.kind);
      const before = known.get(key);
      if (before !== undefined) place(before, 'remove');
      // Another one has its name, and nobody has said that it went.
      if (before !== undefined && before.uid !== next.uid) podsByUid.delete(before.uid);
      if (next.object.kind === 'Node') {
        reserved.delete(next.object.name);
        if (next.isReserved && next.isAway === undefined && type !== 'DELETED') reserved.add(next.object.name);
        if (next.isAway === undefined || type === 'DELETED') away.delete(next.object.name);
        else if (away.get(next.object.name)?.why !== next.isAway) {
          away.delete(next.object.name);
          away.set(next.object.name, { name: next.object.name, why: next.isAway });
        }
      }
      if (type === 'DELETED') {
        known.delete(key);
        if (gone.get(key)?.uid === next.uid) gone.delete(key);
        else forget(key);
        gone.set(key, next);
        for (const oldest of gone.keys()) {
          if (gone.size <= remembered) break;
          forget(oldest);
        }
        return;
      }
      known.set(key, next);
      place(next, 'add');
      if (next.object.kind === 'Pod') podsByUid.set(next.uid, next);
    },
    workloadOf,
    nodeOf: (pod) => find(pod)?.node,
    podByUid: (uid) => podsByUid.get(uid)?.object,
    workloadsOn: (node) => workloadsOf(podsByNode.of(node)),
    claimsOf: (pod) => find(pod)?.claims,
    volumeOf: (claim) => find(claim)?.volume,
    usersOf: ({ namespace, name }) => workloadsOf(podsByClaim.of(`${namespace}/${name}`)),
    scaleTargetOf: (autoscaler) => {
      const target = find(autoscaler)?.scaleTarget;
      if (target !== undefined) return target;
      // An autoscaler that is not watched: by custom it is named after what it scales.
      const names = [autoscaler.name, autoscaler.name.replace(/-(?:hpa|autoscaler|scaler)$/, '')];
      return ['Deployment', 'StatefulSet']
        .flatMap((kind) => names.map((name) => ({ ...autoscaler, kind, name })))
        .find((like) => known.has(objectKey(like)));
    },
    servicesOf: (pod) => {
      const labels = find(pod)?.labels;
      if (labels === undefined) return [];
      const selecting = Array.from(servicesBySpace.of(pod.namespace)).filter(({ selector }) =>
        selects(selector, labels),
      );
      return selecting.map(({ object }) => object.name);
    },
    isEnding: (object) => {
      const now = known.get(objectKey(object));
      return now === undefined ? gone.has(objectKey(object)) : now.isEnding;
    },
    isKnown: (object) => find(object) !== undefined,
    hasKind: (kind) => kinds.has(kind),
    isReady: (pod) => known.get(objectKey(pod))?.isReady,
    stageOf: (pod) => known.get(objectKey(pod))?.stage ?? (gone.has(objectKey(pod)) ? 'gone' : undefined),
    isStalled: (deployment) => known.get(objectKey(deployment))?.isStalled,
    awayNodes: () => [...away.values()],
    reservedNodes: () => reserved.size,
    size: () => ({ here: known.size, gone: gone.size, pods: podsByUid.size }),
    podsOn: (node) => Array.from(podsByNode.of(node), ({ object }) => object),
  };
}

/** Things by what they have in common. */
interface Groups<T> {
  readonly add: (key: string, one: T) => void;
  readonly remove: (key: string, one: T) => void;
  readonly of: (key: string) => Iterable<T>;
}

function createGroups<T>(): Groups<T> {
  const groups = new Map<string, Set<T>>();
  return {
    add(key, one) {
      const there = groups.get(key);
      if (there === undefined) groups.set(key, new Set([one]));
      else there.add(one);
    },
    remove(key, one) {
      const there = groups.get(key);
      if (there?.delete(one) && there.size === 0) groups.delete(key);
    },
    of: (key) => groups.get(key) ?? [],
  };
}

/** Of an object no more than is asked for. */
interface Known {
  readonly object: IncidentObject;
  readonly uid: string;
  readonly owner: IncidentObject | undefined;
  readonly node: string | undefined;
  readonly claims: readonly string[] | undefined;
  readonly volume: string | undefined;
  readonly scaleTarget: IncidentObject | undefined;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly selector: Readonly<Record<string, unknown>> | undefined;
  readonly isEnding: boolean;
  readonly isReady: boolean | undefined;
  readonly stage: PodStage | undefined;
  readonly isStalled: boolean | undefined;
  readonly isAway: AwayNode['why'] | undefined;
  readonly isReserved: boolean;
}

function knownOf({ kind, metadata = {}, spec = {}, status }: TopologyObject): Known | undefined {
  const { name, namespace = '', uid = '', ownerReferences, labels, deletionTimestamp } = metadata;
  if (kind === undefined || name === undefined) return undefined;
  const owner = ownerReferences?.find(({ controller }) => controller);
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  const target = spec.scaleTargetRef;
  return {
    object: { kind, namespace, name },
    uid,
    // A kubelet's own pods belong to their Node, which is where they are and not what they are of.
    owner: owner && owner.kind !== 'Node' ? { kind: owner.kind, namespace, name: owner.name } : undefined,
    node: kind === 'Pod' ? spec.nodeName : undefined,
    claims: spec.volumes?.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []),
    volume: spec.volumeName,
    scaleTarget: target?.kind && target.name ? { kind: target.kind, namespace, name: target.name } : undefined,
    labels: kind === 'Pod' ? labels : undefined,
    selector: kind === 'Service' ? spec.selector : undefined,
    isEnding: deletionTimestamp !== undefined,
    isReady: ready === undefined ? undefined : ready === 'True',
    stage: kind === 'Pod' ? stageIn(metadata, spec, status) : undefined,
    isStalled: kind === 'Deployment' && status !== undefined ? hasStalled(status) : undefined,
    isAway: spec.unschedulable
      ? 'cordoned'
      : kind === 'Node' && ready !== undefined && ready !== 'True'
        ? 'not-ready'
        : undefined,
    isReserved: spec.taints?.some(isReservation) ?? false,
  };
}

function stageIn(
  { deletionTimestamp }: NonNullable<TopologyObject['metadata']>,
  { nodeName = '' }: NonNullable<TopologyObject['spec']>,
  status: TopologyObject['status'],
): PodStage | undefined {
  if (deletionTimestamp !== undefined) return 'terminating';
  if (status?.phase === undefined) return undefined;
  if (status.phase !== 'Pending') return 'begun';
  return nodeName === '' ? 'pending' : 'creating';
}

/** The controller puts another reason in its place when the rollout goes on (kubernetes pkg/controller/deployment/progress.go@1.36). */
function hasStalled({ conditions = [] }: NonNullable<TopologyObject['status']>): boolean {
  return conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded');
}

/** Kubernetes' own taints say how a node is; others, for whom it is. */
function isReservation({ key = '', effect }: { readonly key?: string; readonly effect?: string }): boolean {
  return effect !== 'PreferNoSchedule' && !key.startsWith('node.kubernetes.io/');
}

function selects(selector: Known['selector'], labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined) return false;
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}
