import type { PodResources } from '../pod-resources.ts';
import { assignDevices, type DeviceAssignment } from './assigned-devices.ts';
import { type CpuReservation, reserveCpus } from './exclusive-cpus.ts';
import type { NodeSupply } from './node-supply.ts';
import { type MemoryReservation, reserveMemory } from './pinned-memory.ts';
import { firstRefusal, type Refusal } from './refusal.ts';

/**
 * What the CPU, memory, device and topology managers of one version set apart for a pod when the kubelet admits it.
 *
 * Everything is decided at admission, before any container runs: init containers and sidecars in their order, then main
 * containers, each asking the managers for devices, CPUs and memory (pkg/kubelet/cm/topologymanager/scope.go@v1.36.2,
 * allocateAlignedResources). What a container got stays booked to it until the pod is gone, also after it has ended.
 *
 * @example
 * const old = podResources(pod, resourceRulesFor(28, 0, { SidecarContainers: true }));
 * reserveForPod(old, { cpu: {} }).cpus?.conflicts; // [{ containers: ['proxy', 'app'], cpus: [0] }]
 */
export function reserveForPod(resources: PodResources, node: NodeSupply): PodReservation {
  const { topology } = node;
  const cpus = node.cpu && reserveCpus(resources, node.cpu, topology);
  const memory = node.memory && reserveMemory(resources, node.memory, topology);
  const devices = new Map(
    [...(node.devices ?? [])].map(
      ([kind, supply]) => [kind, assignDevices(resources, kind, { supply, topology })] as const,
    ),
  );
  const refusals = [cpus?.refusal, memory?.refusal, ...[...devices.values()].map((assignment) => assignment.refusal)];
  return {
    order: resources.containers.map((c) => c.name),
    cpus,
    memory,
    devices,
    refusal: firstRefusal(refusals, resources),
  };
}

/** What is set apart for a pod; with a refusal nothing is, and the shares show how far the managers got. */
export interface PodReservation {
  /** The containers in the order of their turns. */
  readonly order: readonly string[];
  /** Undefined without the static policy. */
  readonly cpus: CpuReservation | undefined;
  /** Undefined without the static policy. */
  readonly memory: MemoryReservation | undefined;
  readonly devices: ReadonlyMap<string, DeviceAssignment>;
  readonly refusal: Refusal | undefined;
}
