import type { NodeImage } from '../../runtime/node-image.ts';
import { architectureOf, type Machine } from './describe-node.ts';

/** What the status of a node is made of. */
export interface NodeFacts {
  readonly machine: Machine;
  readonly images: readonly NodeImage[];
  /** Why no pods can run here, in the kubelet's words; undefined for a node that is ready. */
  readonly problem: string | undefined;
  /** As they were written before: their transition times hold while their status does. */
  readonly before: readonly NodeCondition[];
  readonly now: Date;
}

/** One condition of a node, as it is written. */
export interface NodeCondition {
  readonly type: string;
  readonly status: string;
  readonly lastHeartbeatTime?: string;
  readonly lastTransitionTime?: string;
  readonly reason?: string;
  readonly message?: string;
}

/** A status as it is written. */
export interface NodeStatus {
  readonly conditions: readonly NodeCondition[];
  readonly [field: string]: unknown;
}

/**
 * A node's status as a kubelet writes it (kubernetes pkg/kubelet/nodestatus/setters.go@1.36). Nothing is ever evicted here for want of
 * memory or disk, so that no pressure is told of, as in kind, whose kubelets have no thresholds.
 */
export function nodeStatus({ machine, images, problem, before, now }: NodeFacts): NodeStatus {
  const at = now.toISOString().replace(/\.\d+Z$/, 'Z');
  const ready = problem === undefined;
  const told: readonly (readonly [type: string, status: string, reason: string, message: string])[] = [
    ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
    ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
    ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
    ready
      ? ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status']
      : ['Ready', 'False', 'KubeletNotReady', problem],
  ];
  return {
    capacity: {
      ...resources(machine),
      memory: kibi(machine.memoryBytes),
      'ephemeral-storage': kibi(machine.diskBytes),
    },
    allocatable: {
      ...resources(machine),
      memory: kibi(Math.max(0, machine.memoryBytes - MEMORY_KEPT)),
      'ephemeral-storage': String(Math.floor(machine.diskBytes * DISK_SHARE)),
    },
    conditions: told.map(([type, status, reason, message]) => {
      const old = before.find((one) => one.type === type);
      const lastTransitionTime = old?.status === status ? (old.lastTransitionTime ?? at) : at;
      return { type, status, lastHeartbeatTime: at, lastTransitionTime, reason, message };
    }),
    addresses: [
      { type: 'InternalIP', address: machine.address },
      { type: 'Hostname', address: machine.name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      machineID: machine.machineId,
      systemUUID: machine.machineId,
      bootID: machine.bootId,
      kernelVersion: machine.kernel,
      osImage: machine.osImage,
      containerRuntimeVersion: machine.runtime,
      kubeletVersion: `v${machine.kubelet}`,
      kubeProxyVersion: '',
      operatingSystem: machine.system,
      architecture: architectureOf(machine),
    },
    images: images
      .toSorted((a, b) => b.sizeBytes - a.sizeBytes || (a.names[0] ?? '').localeCompare(b.names[0] ?? ''))
      .slice(0, MOST_IMAGES)
      .map(({ names, sizeBytes }) => ({ names: names.slice(0, MOST_NAMES), sizeBytes })),
  };
}

/** Whether conditions say anything else than those that are written, but for the times. */
export function sayMore(conditions: readonly NodeCondition[], written: readonly NodeCondition[]): boolean {
  return conditions.some(({ type, status, reason, message }) => {
    const old = written.find((one) => one.type === type);
    return old?.status !== status || old.reason !== reason || old.message !== message;
  });
}

/** Held back before pods are evicted: memory.available<100Mi, nodefs.available<10% (pkg/kubelet/eviction/defaults_linux.go@1.36). */
const MEMORY_KEPT = 100 * 1024 * 1024;
const DISK_SHARE = 0.9;
/** nodeStatusMaxImages, and MaxNamesPerImageInNodeStatus. */
const MOST_IMAGES = 50;
const MOST_NAMES = 5;

function resources({ cpus }: Machine): Readonly<Record<string, string>> {
  return { cpu: String(cpus), pods: '110' };
}

function kibi(bytes: number): string {
  return `${Math.floor(bytes / 1024)}Ki`;
}
