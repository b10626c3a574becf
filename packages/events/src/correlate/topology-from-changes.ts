import type { IncidentObject } from '../incident.ts';
import { createGroups } from './groups.ts';
import { objectKey } from './object-key.ts';
import type { AwayNode, Topology } from './topology.ts';
import { type KnownObject, knownOf, type TopologyObject } from './topology-object.ts';

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

/** Knows nothing at first. Of deleted objects the newest `remembered` are kept. */
export function topologyFromChanges({ remembered = 10_000 }: { readonly remembered?: number } = {}): LearningTopology {
  const known = new Map<string, KnownObject>();
  const gone = new Map<string, KnownObject>();
  const podsByUid = new Map<string, KnownObject>();
  const podsByNode = createGroups<KnownObject>();
  const podsByClaim = createGroups<KnownObject>();
  const servicesBySpace = createGroups<KnownObject>();
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
  const place = (one: KnownObject, groups: 'add' | 'remove') => {
    const { kind, namespace } = one.object;
    if (kind === 'Service') servicesBySpace[groups](namespace, one);
    if (kind !== 'Pod') return;
    if (one.node !== undefined) podsByNode[groups](one.node, one);
    for (const claim of one.claims ?? []) podsByClaim[groups](`${namespace}/${claim}`, one);
  };
  const workloadsOf = (pods: Iterable<KnownObject>) => {
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

function selects(selector: KnownObject['selector'], labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined) return false;
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}
