import type { ContainerResources, PodResources } from '../pod-resources.ts';
import type { Quantity } from '../quantity/quantity.ts';
import { effectiveLimits } from './effective-resources.ts';

/**
 * Whether the kubelet bounds the pod as a whole: a pod has a CPU or memory limit only when nobody in it goes without one.
 *
 * Source: pkg/kubelet/cm/helpers_linux.go@v1.36.2, ResourceConfigForPod. Init containers are asked together with the
 * sidecars before them, so a sidecar without a limit goes unnoticed behind one that has a limit; `unbounded` names it all
 * the same.
 */
export function podBounds(resources: PodResources): PodBounds {
  const limits = effectiveLimits(resources);
  const boundOf = (name: 'cpu' | 'memory'): PodBound => {
    const unbounded = resources.containers.filter((c) => !hasLimit(c, name)).map((c) => c.name);
    const atPodLevel = isPositive(resources.podLevel?.limits.get(name));
    const isBounded = atPodLevel || everyoneDeclares(resources.containers, name);
    return { limit: isBounded ? limits.get(name)?.total : undefined, unbounded };
  };
  return { cpu: boundOf('cpu'), memory: boundOf('memory') };
}

/** The bounds of a pod's own cgroup. */
export interface PodBounds {
  readonly cpu: PodBound;
  readonly memory: PodBound;
}

/** One bound; no limit means that the pod may use all of the node. */
export interface PodBound {
  readonly limit: Quantity | undefined;
  /** The containers that set no limit of their own. */
  readonly unbounded: readonly string[];
}

function everyoneDeclares(containers: readonly ContainerResources[], name: string): boolean {
  let sidecarDeclares = false;
  for (const container of containers) {
    const declares = hasLimit(container, name);
    if (container.kind === 'sidecar') sidecarDeclares ||= declares;
    if (!declares && (container.kind === 'main' || !sidecarDeclares)) return false;
  }
  return true;
}

function hasLimit(container: ContainerResources, name: string): boolean {
  return isPositive(container.limits.get(name));
}

function isPositive(amount: Quantity | undefined): boolean {
  return amount !== undefined && amount.nanos > 0n;
}
