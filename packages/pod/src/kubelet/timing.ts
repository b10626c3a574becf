/** How the kubelet's clockwork shows in a play: exact rules, or the ticks, polls and random stretches of a real one. */
export interface Timing {
  readonly mode: 'nominal' | 'fast' | 'kubelet';
  /** Period of the relist of all containers, in ms; 0 = a change is seen at once. */
  readonly relistEvery: number;
  /**
   * How long after a container's start, in ms, its startup and readiness probes are looked at again when they have failed;
   * 0 = not before the first period is over, as the kubelet does. What fails within the first period does not count.
   */
  readonly earlyLooks: number;
  /** Period of the ticker that drains the work queue, in ms; 0 = at the very moment. */
  readonly workTick: number;
  /** Waits are stretched by a random factor from 1 to 1 + this (workqueue jitter, pkg/kubelet/pod_workers.go). */
  readonly jitter: number;
  /** Time stamps in the status are whole seconds of the wall clock, as in the API. */
  readonly wholeSeconds: boolean;
  /** First poll after which mounted volumes are seen (podAttachAndMountRetryInterval), in ms. */
  readonly volumesMounted: number;
  /** How long volumes take to be gone after the last container, in ms. */
  readonly volumesGone: number;
  /** How long a status takes to reach the API server, in ms. */
  readonly statusDelay: number;
  /** How long the kubelet needs from its start to the first sync of a pod it finds, in ms. */
  readonly startDelay: number;
  /** How long the kubelet has been up when the pod comes, in ms; shortly after its start it spreads the first probes. */
  readonly kubeletAge: number;
  /** Seed of everything random; 0 = nothing is drawn, every random choice falls in the middle of its range. */
  readonly seed: number;
}

/** The rule without the clockwork: what people reason about. */
export const NOMINAL: Timing = {
  mode: 'nominal',
  relistEvery: 0,
  earlyLooks: 0,
  workTick: 0,
  jitter: 0,
  wholeSeconds: false,
  volumesMounted: 0,
  volumesGone: 0,
  statusDelay: 0,
  startDelay: 0,
  kubeletAge: 86_400_000,
  seed: 0,
};

/** For running pods: the rules, and nothing waits for a tick. A probe is looked at as soon as its container runs, and soon again. */
export const FAST: Timing = { ...NOMINAL, mode: 'fast', earlyLooks: 100 };

/**
 * The clockwork of a real kubelet (pkg/kubelet/kubelet.go: genericPlegRelistPeriod, syncLoop's 1 s ticker;
 * pod_workers.go: workerResyncIntervalJitterFactor, workerBackOffPeriodJitterFactor;
 * volumemanager/volume_manager.go: podAttachAndMountRetryInterval). The rest is measured, not constant upstream. The
 * recordings' kubelets had been up for 3 to 5 seconds: probes with a period of 5 s begin at random, those of 3 s do not.
 */
export function kubeletTiming(seed: number = 0): Timing {
  return {
    mode: 'kubelet',
    relistEvery: 1000,
    earlyLooks: 0,
    workTick: 1000,
    jitter: 0.5,
    wholeSeconds: true,
    volumesMounted: 300,
    volumesGone: 400,
    statusDelay: 10,
    startDelay: 400,
    kubeletAge: 4000,
    seed,
  };
}
