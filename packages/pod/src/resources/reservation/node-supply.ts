/**
 * How a node's resource managers are set up and what they have left to give. One NUMA node is assumed; on a machine with
 * several the numbers hold, the places do not. Options of the policies (full-pcpus-only and others) are not modelled.
 */
export interface NodeSupply {
  /** `cpuManagerPolicy: static`; without it every container shares all CPUs. */
  readonly cpu?: CpuSupply;
  /** `memoryManagerPolicy: Static`; without it memory is not set apart. */
  readonly memory?: MemorySupply;
  /** Extended resources that a device plugin offers, by resource name. */
  readonly devices?: ReadonlyMap<string, DeviceSupply>;
  /** `topologyManagerPolicy` and `topologyManagerScope`; without it nothing is aligned. */
  readonly topology?: TopologySetting;
}

/** CPUs that may be given away: those of the node without the reserved ones. */
export interface CpuSupply {
  /** The CPU numbers of each physical core; left out, there are as many single-threaded cores as the pod asks for. */
  readonly cores?: readonly (readonly number[])[];
}

/** Memory and huge pages that may be given away. */
export interface MemorySupply {
  /** Bytes by resource name; left out, there is as much as the pod asks for. */
  readonly free?: ReadonlyMap<string, bigint>;
}

/** Devices of one kind. */
export interface DeviceSupply {
  readonly free: readonly string[];
  /** The plugin says on which NUMA node each device is, so the topology manager cares. */
  readonly hasTopology?: boolean;
}

/** What the topology manager insists on, and whether it looks at each container or at the pod as a whole. */
export interface TopologySetting {
  readonly policy: 'best-effort' | 'restricted' | 'single-numa-node';
  readonly scope: 'container' | 'pod';
}
