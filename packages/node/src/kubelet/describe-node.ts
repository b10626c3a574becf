import type { ApiObject } from '@outrigger/cluster';

/** The machine that a node is. */
export interface Machine {
  readonly name: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly address: string;
  readonly architecture: string;
  /** `linux` */
  readonly system: string;
  readonly kernel: string;
  readonly osImage: string;
  readonly machineId: string;
  readonly bootId: string;
  /** `containerd://1.6.20`, `outrigger://0.1.0`. */
  readonly runtime: string;
  readonly kubelet: string;
}

/** The Node as a kubelet registers it (kubernetes pkg/kubelet/kubelet_node_status.go and nodestatus/setters.go@1.36). */
export function describeNode(machine: Machine, now: Date): ApiObject {
  const architecture = machine.architecture === 'x64' ? 'amd64' : machine.architecture;
  const labels = {
    'beta.kubernetes.io/arch': architecture,
    'beta.kubernetes.io/os': machine.system,
    'kubernetes.io/arch': architecture,
    'kubernetes.io/hostname': machine.name,
    'kubernetes.io/os': machine.system,
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: machine.name, labels },
    spec: {},
    status: nodeStatus(machine, now),
  };
}

/** The status that is written when the node comes, and every five minutes after that. */
export function nodeStatus(machine: Machine, now: Date): Readonly<Record<string, unknown>> {
  const at = now.toISOString().replace(/\.\d+Z$/, 'Z');
  const resources = {
    cpu: String(machine.cpus),
    'ephemeral-storage': '100Gi',
    memory: `${Math.floor(machine.memoryBytes / 1024)}Ki`,
    pods: '110',
  };
  const fine = (type: string, reason: string, message: string, status = 'False') => ({
    type,
    status,
    lastHeartbeatTime: at,
    lastTransitionTime: at,
    reason,
    message,
  });
  return {
    capacity: resources,
    allocatable: resources,
    conditions: [
      fine('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
      fine('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
      fine('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
      fine('Ready', 'KubeletReady', 'kubelet is posting ready status', 'True'),
    ],
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
      architecture: machine.architecture === 'x64' ? 'amd64' : machine.architecture,
    },
  };
}
