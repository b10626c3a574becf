import type { PodResources } from '../pod-resources.ts';
import type { TopologySetting } from './node-supply.ts';

/** A manager could not give a container its share, so the kubelet refuses the pod: phase Failed with this reason. */
export interface Refusal {
  /** The container whose turn it was; undefined when the topology manager refused the pod as a whole. */
  readonly container: string | undefined;
  readonly manager: 'topology' | 'devices' | 'cpu' | 'memory';
  readonly reason: 'TopologyAffinityError' | 'UnexpectedAdmissionError';
  readonly message: string;
}

/** A manager failed where the scheduler had found room (pkg/kubelet/cm/admission/errors.go). */
export function unexpected(manager: Refusal['manager'], container: string, cause: string): Refusal {
  return {
    container,
    manager,
    reason: 'UnexpectedAdmissionError',
    message: `Allocate failed due to ${cause}, which is unexpected`,
  };
}

/** No NUMA node has room and the policy insists (pkg/kubelet/cm/topologymanager/topology_manager.go). */
export function misaligned(container: string | undefined): Refusal {
  return {
    container,
    manager: 'topology',
    reason: 'TopologyAffinityError',
    message: 'Resources cannot be allocated with Topology locality',
  };
}

/** Does the topology manager refuse what does not fit, and does it look at each container or at the whole pod? */
export function insistsOn(topology: TopologySetting | undefined, scope: TopologySetting['scope']): boolean {
  return topology !== undefined && topology.policy !== 'best-effort' && topology.scope === scope;
}

/**
 * On one NUMA node the policy `single-numa-node` passes no affinity on, like no topology manager at all, so a manager looks
 * for a place by itself (pkg/kubelet/cm/topologymanager/policy_single_numa_node.go: Merge).
 */
export function passesNoAffinity(topology: TopologySetting | undefined): boolean {
  return topology === undefined || topology.policy === 'single-numa-node';
}

/**
 * The refusal that comes first: the pod as a whole, then container by container, and for each the topology manager before
 * devices, CPUs and memory, the order in which they register (pkg/kubelet/cm/container_manager_linux.go).
 */
export function firstRefusal(
  refusals: readonly (Refusal | undefined)[],
  { containers }: PodResources,
): Refusal | undefined {
  const turn = ({ container, manager }: Refusal) =>
    (container === undefined ? -1 : containers.findIndex((c) => c.name === container)) * MANAGERS.length +
    MANAGERS.indexOf(manager);
  return refusals.filter((refusal) => refusal !== undefined).sort((a, b) => turn(a) - turn(b))[0];
}

const MANAGERS: readonly Refusal['manager'][] = ['topology', 'devices', 'cpu', 'memory'];
