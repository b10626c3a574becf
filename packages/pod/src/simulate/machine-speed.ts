/** How fast the simulated machine is, in ms; what containers do themselves comes from the Scenario. */
export interface MachineSpeed {
  readonly sandbox: number;
  readonly start: number;
  /** From the start call to the process's first act. */
  readonly process: number;
  /** From the end of a process to the runtime's answer to the stop call. */
  readonly stopped: number;
  readonly stopSandbox: number;
  readonly exec: number;
  readonly pull: number;
  /** A pull that finds no registry. */
  readonly pullRefused: number;
  /** From the kubelet's stop to its next start. */
  readonly kubeletDown: number;
}

/** Everything at once: only the rules take time. */
export const INSTANT: MachineSpeed = {
  sandbox: 0,
  start: 0,
  process: 0,
  stopped: 0,
  stopSandbox: 0,
  exec: 0,
  pull: 0,
  pullRefused: 0,
  kubeletDown: 1000,
};

/** Medians of the recordings: containerd 1.6.20, runc and a CNI bridge on two cores. */
export const RECORDED: MachineSpeed = {
  sandbox: 110,
  start: 90,
  process: 75,
  stopped: 35,
  stopSandbox: 60,
  exec: 35,
  pull: 500,
  pullRefused: 5,
  kubeletDown: 1000,
};
