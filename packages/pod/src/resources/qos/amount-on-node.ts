import type { ContainerResources, PodResources } from '../pod-resources.ts';
import type { Quantity } from '../quantity/quantity.ts';

/**
 * A container's request as its node counts it: what was promised, not what a later resize asks for.
 *
 * Until 1.34 the kubelet read `status.allocatedResources` where it needed this (cpumanager/policy_static.go:
 * guaranteedCPUs; memorymanager/policy_static.go: getRequestedResources); since then it keeps its own record
 * (pkg/kubelet/allocation), which that field shows.
 */
export function amountOnNode(
  container: ContainerResources,
  name: string,
  { rules }: PodResources,
): Quantity | undefined {
  const counts = {
    none: false,
    mains: container.kind === 'main',
    'mains-and-sidecars': container.kind !== 'init',
  }[rules.nodeUsesAllocated];
  const allocated = counts ? container.reported?.allocated : undefined;
  return (allocated ?? container.requests).get(name);
}
