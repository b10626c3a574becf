import type { IPod } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { type ManifestPath, printPlace } from '../field-path.ts';
import { APPARMOR_CONTAINER } from '../validate/pod-annotations.ts';
import type { DroppedPod, LostField } from './drop-disabled-fields.ts';
import { dropImageVolumes } from './drop-image-volumes.ts';
import { changeAt } from './field-pattern.ts';

type Pod = Draft<IPod>;

/** A pod without the fields whose gate is known to the server and off (dropDisabledFields in pkg/api/pod/util.go). */
export function dropByGates(pod: Pod, server: ApiServer): DroppedPod {
  const lost: LostField[] = [];
  let kept = pod;
  for (const [gate, rules] of Object.entries(gatedFields)) {
    // Fields of a gate that the server does not know are no fields to it, or fields like all others.
    if (server.gates[gate] !== false) continue;
    for (const { pattern, change = remove, part } of rules) {
      kept = changeAt(kept, pattern, (field, place) => {
        const changed = change(field, server);
        const path = part === undefined ? place : [...place, part];
        if (changed !== field && part !== NONE) lost.push(loss(path, gate));
        return changed;
      });
    }
  }
  if (server.gates.ImageVolume !== false) return { pod: kept, lost };
  const { pod: withoutImages, places } = dropImageVolumes(kept);
  return { pod: withoutImages, lost: [...lost, ...places.map((place) => loss(place, 'ImageVolume'))] };
}

function loss(path: ManifestPath, gate: string): LostField {
  return { field: printPlace(path), path, cause: { type: 'disabled', gate } };
}

interface GatedField {
  readonly pattern: string;
  /** What becomes of the field, if it is not simply taken out. */
  readonly change?: (field: unknown, server: ApiServer) => unknown;
  /** The part of the field that is lost, if not all of it; NONE where the field only goes because it has become empty. */
  readonly part?: string;
}

const NONE = '';
const remove = (): undefined => undefined;

const ANY = 'spec.{initContainers,containers,ephemeralContainers}[*]';
const AFFINITY = 'spec.affinity.{podAffinity,podAntiAffinity}';
const TERMS = [
  `${AFFINITY}.requiredDuringSchedulingIgnoredDuringExecution[*]`,
  `${AFFINITY}.preferredDuringSchedulingIgnoredDuringExecution[*].podAffinityTerm`,
];
const SPREAD = 'spec.topologySpreadConstraints[*]';
const PROJECTED = 'spec.volumes[*].projected.sources[*]';

const simply = (...patterns: readonly string[]): readonly GatedField[] => patterns.map((pattern) => ({ pattern }));

/** Which gate keeps which fields; in upstream's order. */
const gatedFields: Readonly<Record<string, readonly GatedField[]>> = {
  AppArmor: [
    { pattern: 'metadata.annotations', change: dropAnnotations },
    ...simply('spec.securityContext.appArmorProfile', `${ANY}.securityContext.appArmorProfile`),
  ],
  AppArmorFields: simply('spec.securityContext.appArmorProfile', `${ANY}.securityContext.appArmorProfile`),
  ProbeTerminationGracePeriod: simply(`${ANY}.{livenessProbe,startupProbe}.terminationGracePeriodSeconds`),
  UserNamespacesStatelessPodsSupport: simply('spec.hostUsers'),
  UserNamespacesSupport: simply('spec.hostUsers'),
  SupplementalGroupsPolicy: simply('spec.securityContext.supplementalGroupsPolicy'),
  PodSchedulingReadiness: simply('spec.schedulingGates'),
  PodLevelResources: simply('spec.resources'),
  // The field stays, as it was once written into all pods, with its default.
  ProcMountType: [{ pattern: `${ANY}.securityContext.procMount`, change: () => 'Default' }],
  MinDomainsInPodTopologySpread: simply(`${SPREAD}.minDomains`),
  NodeInclusionPolicyInPodTopologySpread: simply(`${SPREAD}.{nodeTaintsPolicy,nodeAffinityPolicy}`),
  MatchLabelKeysInPodTopologySpread: simply(`${SPREAD}.matchLabelKeys`),
  MatchLabelKeysInPodAffinity: TERMS.flatMap((term) => simply(`${term}.{matchLabelKeys,mismatchLabelKeys}`)),
  DynamicResourceAllocation: simply(`${ANY}.resources.claims`, 'spec.resourceClaims'),
  ClusterTrustBundleProjection: simply(`${PROJECTED}.clusterTrustBundle`),
  PodCertificateRequest: simply(`${PROJECTED}.podCertificate`),
  GenericWorkload: simply('spec.{workloadRef,schedulingGroup}'),
  InPlacePodVerticalScaling: simply(`${ANY}.resizePolicy`),
  SidecarContainers: simply('spec.initContainers[*].restartPolicy'),
  ContainerRestartRules: [
    { pattern: 'spec.initContainers[*].restartPolicy', change: (policy) => (policy === 'Always' ? policy : undefined) },
    ...simply('spec.{containers,ephemeralContainers}[*].restartPolicy', `${ANY}.restartPolicyRules`),
  ],
  RecursiveReadOnlyMounts: simply(`${ANY}.volumeMounts[*].recursiveReadOnly`),
  HostnameOverride: simply('spec.hostnameOverride'),
  EnvFiles: simply(`${ANY}.env[*].valueFrom.fileKeyRef`),
  PodLifecycleSleepAction: [
    { pattern: `${ANY}.lifecycle.{preStop,postStart}`, change: dropSleep, part: 'sleep' },
    { pattern: `${ANY}.lifecycle`, change: dropEmpty, part: NONE },
  ],
  SELinuxChangePolicy: simply('spec.securityContext.seLinuxChangePolicy'),
  ContainerStopSignals: [{ pattern: `${ANY}.lifecycle`, change: dropStopSignal, part: 'stopSignal' }],
};

/** 1.29 left an empty hook behind, which validation then refuses (dropPodLifecycleSleepAction@1.29, @1.30). */
function dropSleep(hook: unknown, server: ApiServer): unknown {
  const { sleep, ...others } = hook as Readonly<Record<string, unknown>>;
  if (sleep === undefined) return hook;
  return server.minor < 30 ? others : dropEmpty(others, server);
}

/** A lifecycle that held nothing else goes with it. */
function dropStopSignal(lifecycle: unknown, server: ApiServer): unknown {
  const { stopSignal, ...others } = lifecycle as Readonly<Record<string, unknown>>;
  return stopSignal === undefined ? lifecycle : dropEmpty(others, server);
}

function dropEmpty(field: unknown, { minor }: ApiServer): unknown {
  return minor >= 30 && Object.keys(field as object).length === 0 ? undefined : field;
}

function dropAnnotations(annotations: unknown): unknown {
  const entries = Object.entries(annotations as object);
  const kept = entries.filter(([key]) => !key.startsWith(APPARMOR_CONTAINER));
  return kept.length === entries.length ? annotations : Object.fromEntries(kept);
}
