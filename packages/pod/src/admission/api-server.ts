/** Feature gates by their upstream name; a gate that the record lacks is one the component does not know. */
export type AdmissionGates = Readonly<Record<string, boolean>>;

/** What decides how an API server treats a pod: its minor version (30 means 1.30) and its feature gates. */
export interface ApiServer {
  readonly minor: number;
  readonly gates: AdmissionGates;
}

/** The API server that the golden recordings were made against. */
const DEFAULT_API_SERVER_MINOR = 36;

/**
 * An API server of a minor version with its default gates, changed by `featureGates` (as `--feature-gates` does).
 *
 * @example
 * ```ts
 * apiServer(28, { SidecarContainers: true }).gates['SidecarContainers']; // true
 * ```
 */
export function apiServer(minor: number = DEFAULT_API_SERVER_MINOR, featureGates: AdmissionGates = {}): ApiServer {
  const gates: Record<string, boolean> = { ...apiServerGates(minor) };
  for (const [name, on] of Object.entries(featureGates)) {
    const locked = lockedGates[name];
    // A locked gate cannot be changed (the real server refuses to start), and a server cannot learn an unknown one.
    if (name in gates && !(locked !== undefined && minor >= locked)) gates[name] = on;
  }
  return { minor, gates };
}

/** The default feature gates of an API server (and kubelet) of a minor version, as far as they decide what becomes of a pod. */
export function apiServerGates(minor: number): AdmissionGates {
  const gates: Record<string, boolean> = {};
  for (const [name, history] of Object.entries(gateHistory)) {
    const latest = history.findLast(([since]) => since <= minor);
    if (latest?.[1] !== undefined) gates[name] = latest[1];
  }
  return gates;
}

/** What a gate is by default from a minor on; undefined where it is gone. */
type GateHistory = readonly (readonly [sinceMinor: number, on: boolean | undefined])[];

/**
 * When each gate appeared and when its default changed: pkg/features/kube_features.go of every minor from 1.27 to
 * 1.36.2. A gate that upstream has removed after GA stays here as on. 1.37 was not released when this was read; it is
 * taken to be 1.36.
 */
const gateHistory: Readonly<Record<string, GateHistory>> = {
  AppArmor: [[27, true]],
  AppArmorFields: [[30, true]],
  ClusterTrustBundleProjection: [[29, false]],
  ContainerRestartRules: [
    [34, false],
    [35, true],
  ],
  ContainerStopSignals: [[33, false]],
  DynamicResourceAllocation: [
    [27, false],
    [34, true],
  ],
  EnvFiles: [
    [34, false],
    [35, true],
  ],
  ExpandedDNSConfig: [[27, true]],
  GenericWorkload: [[35, false]],
  HostnameOverride: [
    [34, false],
    [35, true],
  ],
  ImageVolume: [
    [31, false],
    [35, true],
  ],
  InPlacePodVerticalScaling: [
    [27, false],
    [33, true],
  ],
  MatchLabelKeysInPodAffinity: [
    [29, false],
    [31, true],
  ],
  MatchLabelKeysInPodTopologySpread: [[27, true]],
  MatchLabelKeysInPodTopologySpreadSelectorMerge: [[34, true]],
  MinDomainsInPodTopologySpread: [[27, true]],
  NodeDeclaredFeatures: [
    [35, false],
    [36, true],
  ],
  NodeInclusionPolicyInPodTopologySpread: [[27, true]],
  PodCertificateRequest: [[34, false]],
  PodDeletionCost: [[27, true]],
  PodHostIPs: [
    [28, false],
    [29, true],
  ],
  PodLevelResources: [
    [32, false],
    [34, true],
  ],
  PodLifecycleSleepAction: [
    [29, false],
    [30, true],
  ],
  PodLifecycleSleepActionAllowZero: [
    [32, false],
    [33, true],
  ],
  PodSchedulingReadiness: [[27, true]],
  ProbeTerminationGracePeriod: [[27, true]],
  ProcMountType: [
    [27, false],
    [33, true],
  ],
  ReadWriteOncePod: [[27, true]],
  RecursiveReadOnlyMounts: [
    [30, false],
    [31, true],
  ],
  RelaxedDNSSearchValidation: [
    [32, false],
    [33, true],
  ],
  RelaxedEnvironmentVariableValidation: [
    [30, false],
    [32, true],
  ],
  RestartAllContainersOnContainerExits: [
    [35, false],
    [36, true],
  ],
  SELinuxChangePolicy: [
    [32, false],
    [33, true],
  ],
  SELinuxMount: [[30, false]],
  SidecarContainers: [
    [28, false],
    [29, true],
  ],
  StrictIPCIDRValidation: [
    [33, false],
    [36, true],
  ],
  SupplementalGroupsPolicy: [
    [31, false],
    [33, true],
  ],
  TaintTolerationComparisonOperators: [[35, false]],
  UserNamespacesHostNetworkSupport: [[35, false]],
  // The next one's name in 1.27.
  UserNamespacesStatelessPodsSupport: [
    [27, false],
    [28, undefined],
  ],
  UserNamespacesSupport: [
    [28, false],
    [33, true],
  ],
  VolumeAttributesClass: [
    [29, false],
    [34, true],
  ],
};

/** The minor from which a gate is locked to its default (`LockToDefault: true` in the same files). */
const lockedGates: Readonly<Record<string, number>> = {
  AppArmor: 31,
  AppArmorFields: 31,
  DynamicResourceAllocation: 35,
  ExpandedDNSConfig: 28,
  ImageVolume: 36,
  InPlacePodVerticalScaling: 35,
  MatchLabelKeysInPodAffinity: 33,
  MinDomainsInPodTopologySpread: 30,
  NodeInclusionPolicyInPodTopologySpread: 33,
  PodHostIPs: 30,
  PodLifecycleSleepAction: 34,
  PodLifecycleSleepActionAllowZero: 34,
  PodSchedulingReadiness: 30,
  ProbeTerminationGracePeriod: 28,
  ProcMountType: 36,
  ReadWriteOncePod: 29,
  RecursiveReadOnlyMounts: 33,
  RelaxedDNSSearchValidation: 34,
  RelaxedEnvironmentVariableValidation: 34,
  SELinuxChangePolicy: 36,
  SidecarContainers: 33,
  SupplementalGroupsPolicy: 35,
  UserNamespacesSupport: 36,
  VolumeAttributesClass: 36,
};
