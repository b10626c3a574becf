import type { ApiObject } from '@outrigger/cluster';

/** The machine that a node is. */
export interface Machine {
  readonly name: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** Of the file system that pods write to. */
  readonly diskBytes: number;
  readonly address: string;
  readonly architecture: string;
  /** `linux` */
  readonly system: string;
  readonly kernel: string;
  readonly osImage: string;
  readonly machineId: string;
  readonly bootId: string;
  /** `containerd://1.6.20`, `outrigger://process`. */
  readonly runtime: string;
  readonly kubelet: string;
}

/** The Node as a kubelet registers it, without its status (kubernetes pkg/kubelet/kubelet_node_status.go initialNode@1.36). */
export function describeNode(machine: Machine): ApiObject {
  const architecture = architectureOf(machine);
  const labels = {
    'beta.kubernetes.io/arch': architecture,
    'beta.kubernetes.io/os': machine.system,
    'kubernetes.io/arch': architecture,
    'kubernetes.io/hostname': machine.name,
    'kubernetes.io/os': machine.system,
  };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name: machine.name, labels }, spec: {} };
}

/** As Go calls it: `amd64`. */
export function architectureOf({ architecture }: Pick<Machine, 'architecture'>): string {
  return architecture === 'x64' ? 'amd64' : architecture;
}
