/**
 * What one Kubernetes version makes of a pod's resources; the only thing about versions that this folder reads.
 *
 * Each field names where the rule lives upstream. A kubelet profile provides them; `resourceRulesFor` makes them from a
 * version and its feature gates.
 */
export interface ResourceRules {
  /** An init container with `restartPolicy: Always` is a sidecar. KEP-753; without it, it is an ordinary init container. */
  readonly sidecarsKnown: boolean;
  /** `spec.resources` counts. KEP-2837. */
  readonly podLevelResources: boolean;
  /** What becomes of huge pages in `spec.resources` (pkg/apis/core/v1/defaults.go: defaultHugePagePodLimits). */
  readonly podLevelHugepages: 'unsupported' | 'limit-defaulted' | 'limit-defaulted-unless-requested';
  /** `spec.resources` can be resized too, so `status.resources` counts. KEP-5419. */
  readonly podLevelResize: boolean;
  /** Which of a container's status fields a reader of the status counts beside the spec. KEP-1287. */
  readonly resize: ResizeReading;
  /** For which containers the node uses `status.allocatedResources` in place of the spec. KEP-1287. */
  readonly nodeUsesAllocated: 'none' | 'mains' | 'mains-and-sidecars';
  /** The class in the pod's status is taken as it is (pkg/apis/core/v1/helper/qos/qos.go: GetPodQOS). */
  readonly recordedQos: boolean;
  /** A sidecar's OOM score is no worse than that of the smallest main container (pkg/kubelet/qos/policy.go). */
  readonly sidecarOomMinimum: boolean;
  /** CPU, memory and device managers keep what a sidecar got (k/k#119447, #120461, #120715). */
  readonly managersKnowSidecars: boolean;
  /** CPU and memory managers leave pods with `spec.resources` alone. */
  readonly managersSkipPodLevel: boolean;
  /** The CPU manager's refusal says how many CPUs were asked for and how many there are. */
  readonly cpuShortageIsCounted: boolean;
}

/**
 * Which status fields count while a resize is under way: none; `allocatedResources` of main containers; `resources` of
 * main containers; or both, of main containers and sidecars.
 */
export type ResizeReading = 'none' | 'allocated' | 'actuated' | 'allocated-and-actuated';

/**
 * The rules of a Kubernetes 1.`minor`, with feature gates that differ from its defaults.
 *
 * No change in this area was ever made in a patch release, so `patch` decides nothing yet. Gates that are locked or gone
 * in that version are not read. Source: pkg/features/kube_features.go, 1.27.7 to 1.36.2.
 *
 * @example
 * resourceRulesFor(28, 3, { SidecarContainers: true }).managersKnowSidecars; // false
 */
export function resourceRulesFor(
  minor: number,
  _patch: number,
  gates: Readonly<Record<string, boolean>>,
): ResourceRules {
  const isOn = (gate: keyof typeof GATES) => isGateOn(GATES[gate], minor, gates[gate]);
  const inPlaceResize = isOn('InPlacePodVerticalScaling');
  const podLevelResources = isOn('PodLevelResources');
  return {
    sidecarsKnown: isOn('SidecarContainers'),
    podLevelResources,
    podLevelHugepages: podLevelHugepages(minor),
    podLevelResize: podLevelResources && inPlaceResize && isOn('InPlacePodLevelResourcesVerticalScaling'),
    resize: inPlaceResize ? resizeReading(minor) : 'none',
    nodeUsesAllocated: inPlaceResize ? (minor >= 33 ? 'mains-and-sidecars' : 'mains') : 'none',
    recordedQos: minor >= 29,
    sidecarOomMinimum: minor >= 32,
    managersKnowSidecars: minor >= 29,
    managersSkipPodLevel: minor >= 34,
    cpuShortageIsCounted: minor >= 29,
  };
}

interface Gate {
  readonly exists: number;
  readonly on: number;
  readonly locked: number;
}

const NEVER = Number.POSITIVE_INFINITY;

/** First minor in which the gate exists, is on by default, and cannot be turned off any more. */
const GATES = {
  SidecarContainers: { exists: 28, on: 29, locked: 33 },
  PodLevelResources: { exists: 32, on: 34, locked: NEVER },
  InPlacePodVerticalScaling: { exists: 27, on: 33, locked: 35 },
  InPlacePodLevelResourcesVerticalScaling: { exists: 35, on: 36, locked: NEVER },
} as const satisfies Record<string, Gate>;

function isGateOn({ exists, on, locked }: Gate, minor: number, asked: boolean | undefined): boolean {
  if (minor < exists) return false;
  return minor >= locked || (asked ?? minor >= on);
}

function podLevelHugepages(minor: number): ResourceRules['podLevelHugepages'] {
  if (minor < 33) return 'unsupported';
  return minor === 33 ? 'limit-defaulted' : 'limit-defaulted-unless-requested';
}

/** pkg/api/v1/resource/helpers.go@v1.31.14, then component-helpers/resource/helpers.go at v1.32.13 and v1.33.13. */
function resizeReading(minor: number): ResizeReading {
  if (minor < 32) return 'allocated';
  return minor === 32 ? 'actuated' : 'allocated-and-actuated';
}
