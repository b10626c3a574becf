/**
 * What the API says of its lists and maps besides their types, in its own words: a list that is a `map` has items with keys,
 * a `set` has each value once, everything else is `atomic`, taken as a whole; maps and structs are `atomic` only where it is
 * said. `merge(KEY)`, `retainKeys` and `replace` are how strategic merge patches treat a field. All of it are facts of
 * Kubernetes' OpenAPI (x-kubernetes-list-type, -list-map-keys, -map-type, -patch-strategy, -patch-merge-key) at 1.36; a
 * test asks a real server for them where there is one.
 */
export const listFacts: Readonly<Record<string, string>> = {
  'admissionregistration.v1.MutatingAdmissionPolicySpec': 'matchConditions map(name) merge(name)',
  'admissionregistration.v1.MutatingWebhook': 'matchConditions map(name) merge(name)',
  'admissionregistration.v1.MutatingWebhookConfiguration': 'webhooks map(name) merge(name)',
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': 'validationActions set',
  'admissionregistration.v1.ValidatingAdmissionPolicySpec':
    'matchConditions map(name) merge(name), variables map(name) merge(name)',
  'admissionregistration.v1.ValidatingAdmissionPolicyStatus': 'conditions map(type)',
  'admissionregistration.v1.ValidatingWebhook': 'matchConditions map(name) merge(name)',
  'admissionregistration.v1.ValidatingWebhookConfiguration': 'webhooks map(name) merge(name)',
  'apiextensions.v1.CustomResourceDefinitionStatus': 'conditions map(type)',
  'apiextensions.v1.JSONSchemaProps': 'x-kubernetes-validations map(rule) merge(rule)',
  'apiregistration.v1.APIServiceStatus': 'conditions map(type) merge(type)',
  'apps.v1.DaemonSetStatus': 'conditions map(type) merge(type)',
  'apps.v1.DeploymentSpec': 'strategy retainKeys',
  'apps.v1.DeploymentStatus': 'conditions map(type) merge(type)',
  'apps.v1.ReplicaSetStatus': 'conditions map(type) merge(type)',
  'apps.v1.StatefulSetStatus': 'conditions map(type) merge(type)',
  'autoscaling.v2.HorizontalPodAutoscalerStatus': 'conditions map(type) merge(type)',
  'batch.v1.JobStatus': 'conditions merge(type)',
  'batch.v1.PodFailurePolicyOnExitCodesRequirement': 'values set',
  'batch.v1.UncountedTerminatedPods': 'failed set, succeeded set',
  'certificates.v1.CertificateSigningRequestStatus': 'conditions map(type)',
  'core.v1.ComponentStatus': 'conditions map(type) merge(type)',
  'core.v1.Container':
    'env map(name) merge(name), ports map(containerPort protocol) merge(containerPort), volumeDevices map(devicePath) merge(devicePath), volumeMounts map(mountPath) merge(mountPath)',
  'core.v1.ContainerRestartRuleOnExitCodes': 'values set',
  'core.v1.ContainerStatus':
    'allocatedResourcesStatus map(name) merge(name), volumeMounts map(mountPath) merge(mountPath)',
  'core.v1.EphemeralContainer':
    'env map(name) merge(name), ports map(containerPort protocol) merge(containerPort), volumeDevices map(devicePath) merge(devicePath), volumeMounts map(mountPath) merge(mountPath)',
  'core.v1.NamespaceStatus': 'conditions map(type) merge(type)',
  'core.v1.NodeAllocatableResourceClaimStatus': 'containers set',
  'core.v1.NodeSpec': 'podCIDRs set merge',
  'core.v1.NodeStatus': 'addresses map(type) merge(type), conditions map(type) merge(type)',
  'core.v1.PersistentVolumeClaimStatus': 'conditions map(type) merge(type)',
  'core.v1.PodSpec':
    'containers map(name) merge(name), ephemeralContainers map(name) merge(name), hostAliases map(ip) merge(ip), imagePullSecrets map(name) merge(name), initContainers map(name) merge(name), nodeSelector atomic, resourceClaims map(name) merge(name) retainKeys, schedulingGates map(name) merge(name), topologySpreadConstraints map(topologyKey whenUnsatisfiable) merge(topologyKey), volumes map(name) merge(name) retainKeys',
  'core.v1.PodStatus':
    'conditions map(type) merge(type), hostIPs merge(ip), podIPs map(ip) merge(ip), resourceClaimStatuses map(name) merge(name) retainKeys',
  'core.v1.ReplicationControllerSpec': 'selector atomic',
  'core.v1.ReplicationControllerStatus': 'conditions map(type) merge(type)',
  'core.v1.ResourceRequirements': 'claims map(name)',
  'core.v1.ResourceStatus': 'resources map(resourceID)',
  'core.v1.ServiceAccount': 'secrets map(name) merge(name)',
  'core.v1.ServiceSpec': 'ports map(port protocol) merge(port), selector atomic',
  'core.v1.ServiceStatus': 'conditions map(type) merge(type)',
  'discovery.v1.Endpoint': 'addresses set',
  'flowcontrol.v1.FlowSchemaStatus': 'conditions map(type) merge(type)',
  'flowcontrol.v1.NonResourcePolicyRule': 'nonResourceURLs set, verbs set',
  'flowcontrol.v1.PriorityLevelConfigurationStatus': 'conditions map(type) merge(type)',
  'flowcontrol.v1.ResourcePolicyRule': 'apiGroups set, namespaces set, resources set, verbs set',
  'meta.v1.ObjectMeta': 'finalizers set merge, ownerReferences map(uid) merge(uid)',
  'networking.v1.ServiceCIDRStatus': 'conditions map(type) merge(type)',
  'node.v1.Scheduling': 'nodeSelector atomic',
  'policy.v1.PodDisruptionBudgetSpec': 'selector replace',
  'policy.v1.PodDisruptionBudgetStatus': 'conditions map(type) merge(type)',
  'resource.v1.AllocatedDeviceStatus': 'conditions map(type)',
  'resource.v1.ResourceClaimStatus': 'devices map(driver device pool shareID), reservedFor map(uid) merge(uid)',
  'storage.v1.CSIDriverSpec': 'volumeLifecycleModes set',
  'storage.v1.CSINodeSpec': 'drivers map(name) merge(name)',
};

/** Structs that are taken as a whole (x-kubernetes-map-type: atomic). */
export const atomicStructs: ReadonlySet<string> = new Set([
  'admissionregistration.v1.MatchResources',
  'admissionregistration.v1.NamedRuleWithOperations',
  'admissionregistration.v1.ParamKind',
  'admissionregistration.v1.ParamRef',
  'admissionregistration.v1.Variable',
  'autoscaling.v1.CrossVersionObjectReference',
  'core.v1.ConfigMapKeySelector',
  'core.v1.EndpointAddress',
  'core.v1.EndpointPort',
  'core.v1.FileKeySelector',
  'core.v1.LocalObjectReference',
  'core.v1.NodeSelector',
  'core.v1.NodeSelectorTerm',
  'core.v1.ObjectFieldSelector',
  'core.v1.ObjectReference',
  'core.v1.ResourceFieldSelector',
  'core.v1.ScopeSelector',
  'core.v1.SecretKeySelector',
  'core.v1.SecretReference',
  'core.v1.TopologySelectorTerm',
  'core.v1.TypedLocalObjectReference',
  'discovery.v1.EndpointPort',
  'meta.v1.LabelSelector',
  'meta.v1.OwnerReference',
  'networking.v1.ServiceBackendPort',
  'rbac.v1.RoleRef',
  'rbac.v1.Subject',
]);

/** Structs that are atomic except in these fields (x-kubernetes-map-type: granular at a field). */
export const granularFields: ReadonlySet<string> = new Set(['core.v1.PersistentVolumeSpec.claimRef']);
