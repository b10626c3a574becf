import type { JsonObject, KubernetesObject, Workload } from '@outrigger/manifest';
import type { IPod } from 'kubernetes-models/v1';

/** Pods that are alike, and how many there are of them. */
export interface CountedPods {
  readonly workload: Workload;
  readonly pod: IPod;
  readonly count: number;
}

/**
 * How many pods each workload asks for. An object whose own objects are in the input too counts for none, since they stand
 * for it: a dump of a cluster holds a Deployment, its ReplicaSets and their pods.
 */
export function countPods(workloads: readonly Workload[], nodes: number): readonly CountedPods[] {
  const owners = new Set(workloads.flatMap(({ object }) => ownersOf(object)));
  return workloads.map((workload) => {
    const isReplaced = owners.has(identity(workload.kind, workload.name, workload.namespace));
    return { workload, pod: podOf(workload), count: isReplaced ? 0 : countOf(workload, nodes) };
  });
}

function ownersOf({ namespace, value }: KubernetesObject): readonly string[] {
  const { ownerReferences } = (value.metadata ?? {}) as JsonObject;
  if (!Array.isArray(ownerReferences)) return [];
  return ownerReferences.flatMap((owner) => {
    const { kind, name, controller } = (owner ?? {}) as JsonObject;
    return controller === true ? [identity(String(kind), String(name), namespace)] : [];
  });
}

function identity(kind: string, name: string, namespace = ''): string {
  return `${kind} ${namespace}/${name}`;
}

/** A pod that exists has a node and a status; the pod of a template has neither. */
function podOf({ kind, object, pod }: Workload): IPod {
  return kind === 'Pod' ? (object.value as unknown as IPod) : pod;
}

function countOf(workload: Workload, nodes: number): number {
  const { kind, replicas, job, object } = workload;
  const spec = (object.value.spec ?? {}) as JsonObject;
  if (kind === 'Pod') return hasEnded(podOf(workload)) ? 0 : 1;
  // One on each node, if the input says how many there are.
  if (kind === 'DaemonSet') return Math.max(1, nodes);
  if (spec.suspend === true) return 0;
  if (!job) return replicas ?? 1;
  const { parallelism = 1, completions = parallelism, suspend = false } = job;
  return suspend ? 0 : (replicas ?? 1) * Math.min(parallelism, completions);
}

function hasEnded({ status }: IPod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}
