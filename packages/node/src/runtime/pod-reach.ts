import type { Duplex } from 'node:stream';
import type { CommandEnd, ContainerStreams, NodeProblem } from '@outrigger/cluster';

/** How people reach into what a driver runs: `kubectl exec`, `attach`, `port-forward` and `top`. */
export interface PodReach {
  /** Runs a command in a container until it ends. */
  readonly exec: (
    container: RunningContainer,
    command: readonly string[],
    streams: ContainerStreams,
  ) => Promise<CommandEnd>;
  /** Joins the container's own process until it ends, or until the client goes. */
  readonly attach: (container: RunningContainer, streams: ContainerStreams) => Promise<CommandEnd>;
  /** A connection to a port of the pod; every call makes one. */
  readonly portForward: (pod: ReachedPod, port: number, signal: AbortSignal) => Promise<Duplex | NodeProblem>;
  /** What each container uses that runs, by {@link usageKey}. */
  readonly usages: () => Promise<ReadonlyMap<string, ContainerUsage>>;
}

/** A container that runs. */
export interface RunningContainer {
  /** Of the pod. */
  readonly uid: string;
  /** The engine's name for this run of it. */
  readonly instance: string;
  /** The file of its output. */
  readonly log: string;
  readonly isRunning: () => boolean;
}

/** A pod that has an address. */
export interface ReachedPod {
  readonly uid: string;
  readonly address: string;
}

/** What the processes of a container use. */
export interface ContainerUsage {
  /** Since they began, in seconds. */
  readonly cpuSeconds: number;
  /** The working set, as far as the driver knows it. */
  readonly memoryBytes: number;
}

/** The name of a run of a container among all pods. */
export function usageKey(uid: string, instance: string): string {
  return `${uid}/${instance}`;
}
