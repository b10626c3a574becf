import type { GoStructs } from './go-struct.ts';

/** The pod, its metadata and what decides where it runs: the structs of k8s.io/api/core/v1/types.go, 1.27 to 1.36.2, in the notation of `GoStructs`. */
export const podStructs: GoStructs = {
  Pod: 'kind string, apiVersion string, metadata ObjectMeta, spec PodSpec, status any',
  PodSpec: `
    volumes []Volume, initContainers []Container, containers []Container, ephemeralContainers []EphemeralContainer,
    restartPolicy RestartPolicy, terminationGracePeriodSeconds int64, activeDeadlineSeconds int64, dnsPolicy DNSPolicy,
    nodeSelector map[string]string, serviceAccountName string, serviceAccount string,
    automountServiceAccountToken bool, nodeName string, hostNetwork bool, hostPID bool, hostIPC bool,
    shareProcessNamespace bool, securityContext PodSecurityContext, imagePullSecrets []LocalObjectReference,
    hostname string, subdomain string, affinity Affinity, schedulerName string, tolerations []Toleration,
    hostAliases []HostAlias, priorityClassName string, priority int32, dnsConfig PodDNSConfig,
    readinessGates []PodReadinessGate, runtimeClassName string, enableServiceLinks bool,
    preemptionPolicy PreemptionPolicy, overhead ResourceList, topologySpreadConstraints []TopologySpreadConstraint,
    setHostnameAsFQDN bool, os PodOS, hostUsers bool, schedulingGates []PodSchedulingGate,
    resourceClaims []PodResourceClaim, resources ResourceRequirements@32, hostnameOverride string@34,
    schedulingGroup PodSchedulingGroup@36, workloadRef WorkloadReference@35-35`,
  PodSecurityContext: `
    seLinuxOptions SELinuxOptions, windowsOptions WindowsSecurityContextOptions, runAsUser int64, runAsGroup int64,
    runAsNonRoot bool, supplementalGroups []int64, supplementalGroupsPolicy SupplementalGroupsPolicy@31, fsGroup int64,
    sysctls []Sysctl, fsGroupChangePolicy PodFSGroupChangePolicy, seccompProfile SeccompProfile,
    appArmorProfile AppArmorProfile@30, seLinuxChangePolicy PodSELinuxChangePolicy@32`,
  Sysctl: 'name string, value string',
  LocalObjectReference: 'name string',
  HostAlias: 'ip string, hostnames []string',
  PodDNSConfig: 'nameservers []string, searches []string, options []PodDNSConfigOption',
  PodDNSConfigOption: 'name string, value string',
  PodReadinessGate: 'conditionType PodConditionType',
  PodOS: 'name OSName',
  PodSchedulingGate: 'name string',
  PodResourceClaim: `
    name string, resourceClaimName string@31, resourceClaimTemplateName string@31, source ClaimSource@27-30`,
  ClaimSource: 'resourceClaimName string, resourceClaimTemplateName string',
  PodSchedulingGroup: 'podGroupName string',
  WorkloadReference: 'name string, podGroup string, podGroupReplicaKey string',
  Affinity: 'nodeAffinity NodeAffinity, podAffinity PodAffinity, podAntiAffinity PodAntiAffinity',
  NodeAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution NodeSelector,
    preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm`,
  NodeSelector: 'nodeSelectorTerms []NodeSelectorTerm',
  NodeSelectorTerm: 'matchExpressions []NodeSelectorRequirement, matchFields []NodeSelectorRequirement',
  NodeSelectorRequirement: 'key string, operator NodeSelectorOperator, values []string',
  PreferredSchedulingTerm: 'weight int32, preference NodeSelectorTerm',
  PodAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,
    preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm`,
  PodAffinityTerm: `
    labelSelector LabelSelector, namespaces []string, topologyKey string, namespaceSelector LabelSelector,
    matchLabelKeys []string@29, mismatchLabelKeys []string@29`,
  WeightedPodAffinityTerm: 'weight int32, podAffinityTerm PodAffinityTerm',
  PodAntiAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,
    preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm`,
  Toleration: 'key string, operator TolerationOperator, value string, effect TaintEffect, tolerationSeconds int64',
  TopologySpreadConstraint: `
    maxSkew int32, topologyKey string, whenUnsatisfiable UnsatisfiableConstraintAction, labelSelector LabelSelector,
    minDomains int32, nodeAffinityPolicy NodeInclusionPolicy, nodeTaintsPolicy NodeInclusionPolicy,
    matchLabelKeys []string`,
  LabelSelector: 'matchLabels map[string]string, matchExpressions []LabelSelectorRequirement',
  LabelSelectorRequirement: 'key string, operator LabelSelectorOperator, values []string',
  ObjectMeta: `
    name string, generateName string, namespace string, selfLink string, uid types.UID, resourceVersion string,
    generation int64, creationTimestamp Time, deletionTimestamp Time, deletionGracePeriodSeconds int64,
    labels map[string]string, annotations map[string]string, ownerReferences []OwnerReference, finalizers []string,
    managedFields any`,
  OwnerReference: `
    apiVersion string, kind string, name string, uid types.UID, controller bool, blockOwnerDeletion bool`,
};
