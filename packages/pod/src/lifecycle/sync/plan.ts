import type { Kubelet } from '../../kubelet/profile.ts';
import type { Container, Pod } from '../../model/pod.ts';
import { type Instance, newestOf, type Runtime } from '../runtime.ts';

/** What one sync will do to a pod, as data (upstream's podActions). Indices are places in `pod.containers`. */
export interface SyncPlan {
  killPod: boolean;
  createSandbox: boolean;
  /** Attempt of the sandbox to create, or of the one that is there. */
  attempt: number;
  /** Set when the sandbox to be created replaces another. */
  replacesSandbox: boolean;
  kill: PlannedKill[];
  /** Instances to remove because all containers restart; `kill` when they still run. */
  reset: { instance: Instance; kill: boolean }[];
  startEphemeral: number[];
  startInits: number[];
  startMains: number[];
}

/** A container that a sync kills, and why. */
export interface PlannedKill {
  readonly container: Container;
  readonly id: string;
  readonly message: string;
  readonly reason: 'startupProbe' | 'livenessProbe' | 'unknown' | 'changed';
}

/** What a plan depends on. */
export interface SyncView {
  readonly pod: Pod;
  readonly kubelet: Kubelet;
  readonly runtime: Runtime;
  readonly deleting: boolean;
  readonly restartingAll: boolean;
  /** The verdict of a probe about an instance; undefined when there is none yet. */
  readonly verdict: (kind: 'startup' | 'liveness', instance: Instance) => 'success' | 'failure' | 'unknown' | undefined;
}

/** The runtime cannot say whether it runs: kill it first, so that there are never two. */
export function killUnknown(container: Container, status: Instance, what: string): PlannedKill {
  return {
    container,
    id: status.id,
    message: `${what} is in "${status.state}" state, try killing it before restart`,
    reason: 'unknown',
  };
}

/** A main container that was ever made means that the init containers were done. */
export function wasInitialised(pod: Pod, runtime: Runtime): boolean {
  return pod.mains.some((c) => {
    const state = newestOf(runtime, c.index)?.state;
    return state !== undefined && state !== 'unknown';
  });
}
