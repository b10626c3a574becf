/** A feature gate this engine reads. */
export type GateName =
  | 'SidecarContainers'
  | 'PodReadyToStartContainersCondition'
  | 'PodLifecycleSleepAction'
  | 'PodLifecycleSleepActionAllowZero'
  | 'ContainerRestartRules'
  | 'RestartAllContainersOnContainerExits'
  | 'ChangeContainerStatusOnKubeletRestart'
  | 'ContainerStopSignals'
  | 'KubeletEnsureSecretPulledImages'
  | 'ReduceDefaultCrashLoopBackOffDecay'
  | 'KubeletCrashLoopBackOffMax'
  | 'ProbeTerminationGracePeriod';

/**
 * The feature gates that change what the kubelet does to a pod, with their defaults by minor.
 *
 * Source: kubernetes/kubernetes pkg/features/kube_features.go at each minor (1.27.7 … 1.36.2). A gate that is missing
 * before a minor is off; a gate that was removed after graduating keeps its last value.
 */
const DEFAULTS: Readonly<Record<GateName, readonly (readonly [minor: number, on: boolean])[]>> = {
  /** KEP-753: `restartPolicy: Always` on an init container makes a sidecar. */
  SidecarContainers: [
    [28, false],
    [29, true],
  ],
  /** KEP-3085: condition PodReadyToStartContainers. */
  PodReadyToStartContainersCondition: [
    [28, false],
    [29, true],
  ],
  /** KEP-3960: hook action `sleep`. */
  PodLifecycleSleepAction: [
    [29, false],
    [30, true],
  ],
  /** KEP-3960: `sleep: {seconds: 0}`. */
  PodLifecycleSleepActionAllowZero: [
    [32, false],
    [33, true],
  ],
  /** KEP-5307: `restartPolicy` and `restartPolicyRules` per container. */
  ContainerRestartRules: [
    [34, false],
    [35, true],
  ],
  /** KEP-5532: rule action RestartAllContainers. */
  RestartAllContainersOnContainerExits: [
    [35, false],
    [36, true],
  ],
  /** Deprecated escape hatch: the status flap after a kubelet restart that was normal before 1.35. */
  ChangeContainerStatusOnKubeletRestart: [
    [27, true],
    [35, false],
  ],
  /** KEP-4960: `lifecycle.stopSignal`. */
  ContainerStopSignals: [[33, false]],
  /** KEP-2535: the credentials of an image already present are checked, which also changes the Pulled event's words. */
  KubeletEnsureSecretPulledImages: [
    [33, false],
    [35, true],
  ],
  /** KEP-4603: crash back-off starts at 1 s and ends at 60 s. */
  ReduceDefaultCrashLoopBackOffDecay: [[33, false]],
  /** KEP-5593: the node may set the longest back-off. */
  KubeletCrashLoopBackOffMax: [
    [32, false],
    [35, true],
  ],
  /** KEP-2238: `terminationGracePeriodSeconds` of a probe. */
  ProbeTerminationGracePeriod: [[27, true]],
};

/** Every gate with its value. */
export type Gates = Readonly<Record<GateName, boolean>>;

/** Every gate this engine reads, for help texts and error messages. */
export const GATE_NAMES: readonly GateName[] = Object.keys(DEFAULTS) as GateName[];

/** Says whether a name is a gate this engine reads. */
export function isGateName(name: string): name is GateName {
  return Object.hasOwn(DEFAULTS, name);
}

/** The default gates of a minor, with overrides on top. */
export function gatesOf(minor: number, overrides: Readonly<Partial<Record<GateName, boolean>>> = {}): Gates {
  const gates: Partial<Record<GateName, boolean>> = {};
  for (const name of GATE_NAMES) {
    gates[name] = overrides[name] ?? DEFAULTS[name].findLast(([since]) => since <= minor)?.[1] ?? false;
  }
  return gates as Gates;
}
