/**
 * What Go makes of the fields of the API, as far as the structure does not tell: facts of the struct tags in types.go of each group
 * at 1.36. `!` is written even when it is empty, `*` is kept even when it is empty because it is a pointer; everything else is left
 * out when it is empty. A name behind is the type as errors name it, `@NAME` the embedded struct in which the field stands.
 */
export const goFields: string = `
admissionregistration.v1.AuditAnnotation: key !, valueExpression !
admissionregistration.v1.ExpressionWarning: fieldRef !, warning !
admissionregistration.v1.MatchCondition: name !, expression !
admissionregistration.v1.MatchResources: matchPolicy *MatchPolicyType
admissionregistration.v1.MutatingAdmissionPolicy: metadata !, spec !
admissionregistration.v1.MutatingAdmissionPolicyBinding: metadata !, spec !
admissionregistration.v1.MutatingAdmissionPolicySpec: failurePolicy *FailurePolicyType, reinvocationPolicy ReinvocationPolicyType
admissionregistration.v1.MutatingWebhook: name !, clientConfig !, failurePolicy *FailurePolicyType, matchPolicy *MatchPolicyType, sideEffects *!SideEffectClass, timeoutSeconds *, admissionReviewVersions !, reinvocationPolicy *ReinvocationPolicyType
admissionregistration.v1.MutatingWebhookConfiguration: metadata !
admissionregistration.v1.Mutation: patchType !PatchType
admissionregistration.v1.NamedRuleWithOperations: operations []OperationType@RuleWithOperations, apiGroups @Rule, apiVersions @Rule, resources @Rule, scope *ScopeType@Rule
admissionregistration.v1.ParamRef: parameterNotFoundAction *ParameterNotFoundActionType
admissionregistration.v1.RuleWithOperations: operations []OperationType, apiGroups @Rule, apiVersions @Rule, resources @Rule, scope *ScopeType@Rule
admissionregistration.v1.ServiceReference: namespace !, name !, path *, port *
admissionregistration.v1.ValidatingAdmissionPolicy: metadata !, spec !, status !
admissionregistration.v1.ValidatingAdmissionPolicyBinding: metadata !, spec !
admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec: validationActions []ValidationAction
admissionregistration.v1.ValidatingAdmissionPolicySpec: failurePolicy *FailurePolicyType
admissionregistration.v1.ValidatingWebhook: name !, clientConfig !, failurePolicy *FailurePolicyType, matchPolicy *MatchPolicyType, sideEffects *!SideEffectClass, timeoutSeconds *, admissionReviewVersions !
admissionregistration.v1.ValidatingWebhookConfiguration: metadata !
admissionregistration.v1.Validation: expression !, reason *StatusReason
admissionregistration.v1.Variable: name !, expression !
admissionregistration.v1.WebhookClientConfig: url *
apiextensions.v1.CustomResourceColumnDefinition: name !, type !, jsonPath !
apiextensions.v1.CustomResourceConversion: strategy !ConversionStrategyType
apiextensions.v1.CustomResourceDefinition: metadata !, spec !, status !
apiextensions.v1.CustomResourceDefinitionCondition: type !CustomResourceDefinitionConditionType, status !ConditionStatus, lastTransitionTime !
apiextensions.v1.CustomResourceDefinitionNames: plural !, kind !
apiextensions.v1.CustomResourceDefinitionSpec: group !, names !, scope !ResourceScope, versions !
apiextensions.v1.CustomResourceDefinitionStatus: conditions !, acceptedNames !, storedVersions !
apiextensions.v1.CustomResourceDefinitionVersion: name !, served !, storage !, deprecationWarning *
apiextensions.v1.CustomResourceSubresourceScale: specReplicasPath !, statusReplicasPath !, labelSelectorPath *
apiextensions.v1.JSONSchemaProps: $schema JSONSchemaURL, $ref *, maximum *, minimum *, maxLength *, minLength *, maxItems *, minItems *, multipleOf *, maxProperties *, minProperties *, dependencies JSONSchemaDependencies, definitions JSONSchemaDefinitions, x-kubernetes-preserve-unknown-fields *, x-kubernetes-list-type *, x-kubernetes-map-type *, x-kubernetes-validations ValidationRules
apiextensions.v1.SelectableField: jsonPath !
apiextensions.v1.ServiceReference: namespace !, name !, path *, port *
apiextensions.v1.ValidationRule: rule !, reason *FieldValueErrorReason, optionalOldSelf *
apiextensions.v1.WebhookClientConfig: url *
apiextensions.v1.WebhookConversion: conversionReviewVersions !
apiregistration.v1.APIService: metadata !, spec !, status !
apiregistration.v1.APIServiceCondition: type !APIServiceConditionType, status !ConditionStatus, lastTransitionTime !
apiregistration.v1.APIServiceSpec: groupPriorityMinimum !, versionPriority !
apiregistration.v1.ServiceReference: port *
apps.v1.ControllerRevision: metadata !, revision !
apps.v1.DaemonSet: metadata !, spec !, status !
apps.v1.DaemonSetCondition: type !DaemonSetConditionType, status !ConditionStatus, lastTransitionTime !
apps.v1.DaemonSetSpec: selector *!, template !, updateStrategy !, revisionHistoryLimit *
apps.v1.DaemonSetStatus: currentNumberScheduled !, numberMisscheduled !, desiredNumberScheduled !, numberReady !, collisionCount *
apps.v1.DaemonSetUpdateStrategy: type DaemonSetUpdateStrategyType
apps.v1.Deployment: metadata !, spec !, status !
apps.v1.DeploymentCondition: type !DeploymentConditionType, status !ConditionStatus, lastUpdateTime !, lastTransitionTime !
apps.v1.DeploymentSpec: replicas *, selector *!, template !, strategy !, revisionHistoryLimit *, progressDeadlineSeconds *
apps.v1.DeploymentStatus: terminatingReplicas *, collisionCount *
apps.v1.DeploymentStrategy: type DeploymentStrategyType
apps.v1.ReplicaSet: metadata !, spec !, status !
apps.v1.ReplicaSetCondition: type !ReplicaSetConditionType, status !ConditionStatus, lastTransitionTime !
apps.v1.ReplicaSetSpec: replicas *, selector *!, template !
apps.v1.ReplicaSetStatus: replicas !, terminatingReplicas *
apps.v1.RollingUpdateDaemonSet: maxUnavailable *, maxSurge *
apps.v1.RollingUpdateDeployment: maxUnavailable *, maxSurge *
apps.v1.RollingUpdateStatefulSetStrategy: partition *, maxUnavailable *
apps.v1.StatefulSet: metadata !, spec !, status !
apps.v1.StatefulSetCondition: type !StatefulSetConditionType, status !ConditionStatus, lastTransitionTime !
apps.v1.StatefulSetOrdinals: start !
apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy: whenDeleted PersistentVolumeClaimRetentionPolicyType, whenScaled PersistentVolumeClaimRetentionPolicyType
apps.v1.StatefulSetSpec: replicas *, selector *!, template !, serviceName !, podManagementPolicy PodManagementPolicyType, updateStrategy !, revisionHistoryLimit *
apps.v1.StatefulSetStatus: replicas !, collisionCount *, availableReplicas !
apps.v1.StatefulSetUpdateStrategy: type StatefulSetUpdateStrategyType
authentication.v1.BoundObjectReference: uid UID
authentication.v1.SelfSubjectReview: metadata !, status !
authentication.v1.SelfSubjectReviewStatus: userInfo !
authentication.v1.TokenRequest: metadata !, spec !, status !
authentication.v1.TokenRequestSpec: audiences !, expirationSeconds *!, boundObjectRef *!
authentication.v1.TokenRequestStatus: token !, expirationTimestamp !
authentication.v1.TokenReview: metadata !, spec !, status !
authentication.v1.TokenReviewStatus: user !
authorization.v1.LocalSubjectAccessReview: metadata !, spec !, status !
authorization.v1.NonResourceRule: verbs !
authorization.v1.ResourceRule: verbs !
authorization.v1.SelfSubjectAccessReview: metadata !, spec !, status !
authorization.v1.SelfSubjectRulesReview: metadata !, spec !, status !
authorization.v1.SubjectAccessReview: metadata !, spec !, status !
authorization.v1.SubjectAccessReviewStatus: allowed !
authorization.v1.SubjectRulesReviewStatus: resourceRules !, nonResourceRules !, incomplete !
autoscaling.v1.CrossVersionObjectReference: kind !, name !
autoscaling.v1.HorizontalPodAutoscaler: metadata !, spec !, status !
autoscaling.v1.HorizontalPodAutoscalerSpec: scaleTargetRef !, minReplicas *, maxReplicas !, targetCPUUtilizationPercentage *
autoscaling.v1.HorizontalPodAutoscalerStatus: observedGeneration *, lastScaleTime *, currentReplicas !, desiredReplicas !, currentCPUUtilizationPercentage *
autoscaling.v1.Scale: metadata !, spec !, status !
autoscaling.v1.ScaleStatus: replicas !
autoscaling.v2.ContainerResourceMetricSource: name !ResourceName, target !, container !
autoscaling.v2.ContainerResourceMetricStatus: name !ResourceName, current !, container !
autoscaling.v2.CrossVersionObjectReference: kind !, name !
autoscaling.v2.ExternalMetricSource: metric !, target !
autoscaling.v2.ExternalMetricStatus: metric !, current !
autoscaling.v2.HPAScalingPolicy: type !HPAScalingPolicyType, value !, periodSeconds !
autoscaling.v2.HPAScalingRules: stabilizationWindowSeconds *, selectPolicy *ScalingPolicySelect, tolerance *
autoscaling.v2.HorizontalPodAutoscaler: metadata !, spec !, status !
autoscaling.v2.HorizontalPodAutoscalerCondition: type !HorizontalPodAutoscalerConditionType, status !ConditionStatus, lastTransitionTime !
autoscaling.v2.HorizontalPodAutoscalerSpec: scaleTargetRef !, minReplicas *, maxReplicas !
autoscaling.v2.HorizontalPodAutoscalerStatus: observedGeneration *, lastScaleTime *, desiredReplicas !, currentMetrics !
autoscaling.v2.MetricIdentifier: name !
autoscaling.v2.MetricSpec: type !MetricSourceType
autoscaling.v2.MetricStatus: type !MetricSourceType
autoscaling.v2.MetricTarget: type !MetricTargetType, value *, averageValue *, averageUtilization *
autoscaling.v2.MetricValueStatus: value *, averageValue *, averageUtilization *
autoscaling.v2.ObjectMetricSource: describedObject !, target !, metric !
autoscaling.v2.ObjectMetricStatus: metric !, current !, describedObject !
autoscaling.v2.PodsMetricSource: metric !, target !
autoscaling.v2.PodsMetricStatus: metric !, current !
autoscaling.v2.ResourceMetricSource: name !ResourceName, target !
autoscaling.v2.ResourceMetricStatus: name !ResourceName, current !
batch.v1.CronJob: metadata !, spec !, status !
batch.v1.CronJobSpec: schedule !, timeZone *, startingDeadlineSeconds *, concurrencyPolicy ConcurrencyPolicy, suspend *, jobTemplate !, successfulJobsHistoryLimit *, failedJobsHistoryLimit *
batch.v1.CronJobStatus: lastScheduleTime *, lastSuccessfulTime *
batch.v1.Job: metadata !, spec !, status !
batch.v1.JobCondition: type !JobConditionType, status !ConditionStatus, lastProbeTime !, lastTransitionTime !
batch.v1.JobSpec: parallelism *, completions *, activeDeadlineSeconds *, backoffLimit *, backoffLimitPerIndex *, maxFailedIndexes *, manualSelector *, template !, ttlSecondsAfterFinished *, completionMode *CompletionMode, suspend *, podReplacementPolicy *PodReplacementPolicy, managedBy *
batch.v1.JobStatus: startTime *, completionTime *, terminating *, failedIndexes *, ready *
batch.v1.JobTemplateSpec: metadata !, spec !
batch.v1.PodFailurePolicy: rules !
batch.v1.PodFailurePolicyOnExitCodesRequirement: containerName *, operator !PodFailurePolicyOnExitCodesOperator, values !
batch.v1.PodFailurePolicyOnPodConditionsPattern: type !PodConditionType, status !ConditionStatus
batch.v1.PodFailurePolicyRule: action !PodFailurePolicyAction
batch.v1.SuccessPolicy: rules !
batch.v1.SuccessPolicyRule: succeededIndexes *, succeededCount *
batch.v1.UncountedTerminatedPods: succeeded []UID, failed []UID
certificates.v1.CertificateSigningRequest: metadata !, spec !, status !
certificates.v1.CertificateSigningRequestCondition: type !RequestConditionType, status !ConditionStatus, lastUpdateTime !, lastTransitionTime !
certificates.v1.CertificateSigningRequestSpec: request !, signerName !, expirationSeconds *, usages []KeyUsage
coordination.v1.Lease: metadata !, spec !
coordination.v1.LeaseSpec: holderIdentity *, leaseDurationSeconds *, acquireTime *, renewTime *, leaseTransitions *, strategy *CoordinatedLeaseStrategy, preferredHolder *
core.v1.AWSElasticBlockStoreVolumeSource: volumeID !
core.v1.AppArmorProfile: type !AppArmorProfileType, localhostProfile *
core.v1.AttachedVolume: name !UniqueVolumeName, devicePath !
core.v1.AzureDiskVolumeSource: diskName !, diskURI !, cachingMode *AzureDataDiskCachingMode, fsType *, readOnly *, kind *AzureDataDiskKind
core.v1.AzureFilePersistentVolumeSource: secretName !, shareName !, secretNamespace *!
core.v1.AzureFileVolumeSource: secretName !, shareName !
core.v1.Binding: metadata !, target !
core.v1.CSIPersistentVolumeSource: driver !, volumeHandle !
core.v1.CSIVolumeSource: driver !, readOnly *, fsType *
core.v1.Capabilities: add []Capability, drop []Capability
core.v1.CephFSPersistentVolumeSource: monitors !
core.v1.CephFSVolumeSource: monitors !
core.v1.CinderPersistentVolumeSource: volumeID !
core.v1.CinderVolumeSource: volumeID !
core.v1.ClientIPConfig: timeoutSeconds *
core.v1.ClusterTrustBundleProjection: name *, signerName *, optional *, path !
core.v1.ComponentCondition: type !ComponentConditionType, status !ConditionStatus
core.v1.ComponentStatus: metadata !
core.v1.ConfigMap: metadata !, immutable *
core.v1.ConfigMapEnvSource: name @LocalObjectReference, optional *
core.v1.ConfigMapKeySelector: name @LocalObjectReference, key !, optional *
core.v1.ConfigMapNodeConfigSource: namespace !, name !, uid UID, kubeletConfigKey !
core.v1.ConfigMapProjection: name @LocalObjectReference, optional *
core.v1.ConfigMapVolumeSource: name @LocalObjectReference, defaultMode *, optional *
core.v1.Container: name !, resources !, restartPolicy *ContainerRestartPolicy, terminationMessagePolicy TerminationMessagePolicy, imagePullPolicy PullPolicy
core.v1.ContainerExtendedResourceRequest: containerName !, resourceName !, requestName !
core.v1.ContainerImage: names !
core.v1.ContainerPort: containerPort !, protocol Protocol
core.v1.ContainerResizePolicy: resourceName !ResourceName, restartPolicy !ResourceResizeRestartPolicy
core.v1.ContainerRestartRule: action ContainerRestartRuleAction
core.v1.ContainerRestartRuleOnExitCodes: operator ContainerRestartRuleOnExitCodesOperator
core.v1.ContainerStateRunning: startedAt !
core.v1.ContainerStateTerminated: exitCode !, startedAt !, finishedAt !
core.v1.ContainerStatus: name !, state !, lastState !, ready !, restartCount !, image !, imageID !, started *, allocatedResources ResourceList, stopSignal *Signal
core.v1.DaemonEndpoint: Port !
core.v1.DownwardAPIVolumeFile: path !, mode *
core.v1.DownwardAPIVolumeSource: defaultMode *
core.v1.EmptyDirVolumeSource: medium StorageMedium, sizeLimit *
core.v1.EndpointAddress: ip !, nodeName *
core.v1.EndpointPort: port !, protocol Protocol, appProtocol *
core.v1.Endpoints: metadata !
core.v1.EnvVar: name !
core.v1.EphemeralContainer: name !@EphemeralContainerCommon, image @EphemeralContainerCommon, command @EphemeralContainerCommon, args @EphemeralContainerCommon, workingDir @EphemeralContainerCommon, ports @EphemeralContainerCommon, envFrom @EphemeralContainerCommon, env @EphemeralContainerCommon, resources !@EphemeralContainerCommon, resizePolicy @EphemeralContainerCommon, restartPolicy *ContainerRestartPolicy@EphemeralContainerCommon, restartPolicyRules @EphemeralContainerCommon, volumeMounts @EphemeralContainerCommon, volumeDevices @EphemeralContainerCommon, livenessProbe @EphemeralContainerCommon, readinessProbe @EphemeralContainerCommon, startupProbe @EphemeralContainerCommon, lifecycle @EphemeralContainerCommon, terminationMessagePath @EphemeralContainerCommon, terminationMessagePolicy TerminationMessagePolicy@EphemeralContainerCommon, imagePullPolicy PullPolicy@EphemeralContainerCommon, securityContext @EphemeralContainerCommon, stdin @EphemeralContainerCommon, stdinOnce @EphemeralContainerCommon, tty @EphemeralContainerCommon
core.v1.Event: metadata !, involvedObject !, source !, firstTimestamp !, lastTimestamp !, eventTime !, reportingComponent !, reportingInstance !
core.v1.EventSeries: lastObservedTime !
core.v1.FCVolumeSource: lun *
core.v1.FileKeySelector: volumeName !, path !, key !, optional *
core.v1.FlexPersistentVolumeSource: driver !
core.v1.FlexVolumeSource: driver !
core.v1.GCEPersistentDiskVolumeSource: pdName !
core.v1.GRPCAction: port !, service *!
core.v1.GitRepoVolumeSource: repository !
core.v1.GlusterfsPersistentVolumeSource: endpoints !, path !, endpointsNamespace *
core.v1.GlusterfsVolumeSource: endpoints !, path !
core.v1.HTTPGetAction: port !, scheme URIScheme
core.v1.HTTPHeader: name !, value !
core.v1.HostAlias: ip !
core.v1.HostIP: ip !
core.v1.HostPathVolumeSource: path !, type *HostPathType
core.v1.ISCSIPersistentVolumeSource: targetPortal !, iqn !, lun !, initiatorName *
core.v1.ISCSIVolumeSource: targetPortal !, iqn !, lun !, initiatorName *
core.v1.ImageVolumeSource: pullPolicy PullPolicy
core.v1.KeyToPath: key !, path !, mode *
core.v1.Lifecycle: stopSignal *Signal
core.v1.LimitRange: metadata !, spec !
core.v1.LimitRangeItem: type !LimitType, max ResourceList, min ResourceList, default ResourceList, defaultRequest ResourceList, maxLimitRequestRatio ResourceList
core.v1.LimitRangeSpec: limits !
core.v1.LinuxContainerUser: uid !, gid !
core.v1.LoadBalancerIngress: ipMode *LoadBalancerIPMode
core.v1.LocalVolumeSource: path !, fsType *
core.v1.ModifyVolumeStatus: status !PersistentVolumeClaimModifyVolumeStatus
core.v1.NFSVolumeSource: server !, path !
core.v1.Namespace: metadata !, spec !, status !
core.v1.NamespaceCondition: type !NamespaceConditionType, status !ConditionStatus, lastTransitionTime !
core.v1.NamespaceSpec: finalizers []FinalizerName
core.v1.NamespaceStatus: phase NamespacePhase
core.v1.Node: metadata !, spec !, status !
core.v1.NodeAddress: type !NodeAddressType, address !
core.v1.NodeAllocatableResourceClaimStatus: resourceClaimName !, resources !
core.v1.NodeCondition: type !NodeConditionType, status !ConditionStatus, lastHeartbeatTime !, lastTransitionTime !
core.v1.NodeDaemonEndpoints: kubeletEndpoint !
core.v1.NodeFeatures: supplementalGroupsPolicy *
core.v1.NodeRuntimeHandler: name !
core.v1.NodeRuntimeHandlerFeatures: recursiveReadOnlyMounts *, userNamespaces *
core.v1.NodeSelector: nodeSelectorTerms !
core.v1.NodeSelectorRequirement: key !, operator !NodeSelectorOperator
core.v1.NodeStatus: capacity ResourceList, allocatable ResourceList, phase NodePhase, daemonEndpoints !, nodeInfo !, volumesInUse []UniqueVolumeName
core.v1.NodeSwapStatus: capacity *
core.v1.NodeSystemInfo: machineID !, systemUUID !, bootID !, kernelVersion !, osImage !, containerRuntimeVersion !, kubeletVersion !, kubeProxyVersion !, operatingSystem !, architecture !
core.v1.ObjectFieldSelector: fieldPath !
core.v1.ObjectReference: uid UID
core.v1.PersistentVolume: metadata !, spec !, status !
core.v1.PersistentVolumeClaim: metadata !, spec !, status !
core.v1.PersistentVolumeClaimCondition: type !PersistentVolumeClaimConditionType, status !ConditionStatus, lastProbeTime !, lastTransitionTime !
core.v1.PersistentVolumeClaimSpec: accessModes []PersistentVolumeAccessMode, resources !, storageClassName *, volumeMode *PersistentVolumeMode, volumeAttributesClassName *
core.v1.PersistentVolumeClaimStatus: phase PersistentVolumeClaimPhase, accessModes []PersistentVolumeAccessMode, capacity ResourceList, allocatedResources ResourceList, currentVolumeAttributesClassName *
core.v1.PersistentVolumeClaimTemplate: metadata !, spec !
core.v1.PersistentVolumeClaimVolumeSource: claimName !
core.v1.PersistentVolumeSpec: capacity ResourceList, gcePersistentDisk @PersistentVolumeSource, awsElasticBlockStore @PersistentVolumeSource, hostPath @PersistentVolumeSource, glusterfs @PersistentVolumeSource, nfs @PersistentVolumeSource, rbd @PersistentVolumeSource, iscsi @PersistentVolumeSource, cinder @PersistentVolumeSource, cephfs @PersistentVolumeSource, fc @PersistentVolumeSource, flocker @PersistentVolumeSource, flexVolume @PersistentVolumeSource, azureFile @PersistentVolumeSource, vsphereVolume @PersistentVolumeSource, quobyte @PersistentVolumeSource, azureDisk @PersistentVolumeSource, photonPersistentDisk @PersistentVolumeSource, portworxVolume @PersistentVolumeSource, scaleIO @PersistentVolumeSource, local @PersistentVolumeSource, storageos @PersistentVolumeSource, csi @PersistentVolumeSource, accessModes []PersistentVolumeAccessMode, persistentVolumeReclaimPolicy PersistentVolumeReclaimPolicy, volumeMode *PersistentVolumeMode, volumeAttributesClassName *
core.v1.PersistentVolumeStatus: phase PersistentVolumePhase, lastPhaseTransitionTime *
core.v1.PhotonPersistentDiskVolumeSource: pdID !
core.v1.Pod: metadata !, spec !, status !
core.v1.PodAffinityTerm: topologyKey !
core.v1.PodCertificateProjection: maxExpirationSeconds *
core.v1.PodCondition: type !PodConditionType, status !ConditionStatus, lastProbeTime !, lastTransitionTime !
core.v1.PodDNSConfigOption: value *
core.v1.PodExtendedResourceClaimStatus: requestMappings !, resourceClaimName !
core.v1.PodIP: ip !
core.v1.PodOS: name !OSName
core.v1.PodReadinessGate: conditionType !PodConditionType
core.v1.PodResourceClaim: name !, resourceClaimName *, resourceClaimTemplateName *
core.v1.PodResourceClaimStatus: name !, resourceClaimName *
core.v1.PodSchedulingGate: name !
core.v1.PodSchedulingGroup: podGroupName *
core.v1.PodSecurityContext: runAsUser *, runAsGroup *, runAsNonRoot *, supplementalGroupsPolicy *SupplementalGroupsPolicy, fsGroup *, fsGroupChangePolicy *PodFSGroupChangePolicy, seLinuxChangePolicy *PodSELinuxChangePolicy
core.v1.PodSpec: containers !, restartPolicy RestartPolicy, terminationGracePeriodSeconds *, activeDeadlineSeconds *, dnsPolicy DNSPolicy, automountServiceAccountToken *, shareProcessNamespace *, priority *, runtimeClassName *, enableServiceLinks *, preemptionPolicy *PreemptionPolicy, overhead ResourceList, setHostnameAsFQDN *, hostUsers *, hostnameOverride *
core.v1.PodStatus: phase PodPhase, startTime *, qosClass PodQOSClass, resize PodResizeStatus, allocatedResources ResourceList
core.v1.PodTemplate: metadata !, template !
core.v1.PodTemplateSpec: metadata !, spec !
core.v1.PortStatus: port !, protocol !Protocol, error *
core.v1.PortworxVolumeSource: volumeID !
core.v1.PreferredSchedulingTerm: weight !, preference !
core.v1.Probe: exec @ProbeHandler, httpGet @ProbeHandler, tcpSocket @ProbeHandler, grpc @ProbeHandler, terminationGracePeriodSeconds *
core.v1.ProjectedVolumeSource: sources !, defaultMode *
core.v1.QuobyteVolumeSource: registry !, volume !
core.v1.RBDPersistentVolumeSource: monitors !, image !
core.v1.RBDVolumeSource: monitors !, image !
core.v1.ReplicationController: metadata !, spec !, status !
core.v1.ReplicationControllerCondition: type !ReplicationControllerConditionType, status !ConditionStatus, lastTransitionTime !
core.v1.ReplicationControllerSpec: replicas *
core.v1.ReplicationControllerStatus: replicas !
core.v1.ResourceClaim: name !
core.v1.ResourceFieldSelector: resource !, divisor !
core.v1.ResourceHealth: resourceID !ResourceID, health ResourceHealthStatus, message *
core.v1.ResourceQuota: metadata !, spec !, status !
core.v1.ResourceQuotaSpec: hard ResourceList, scopes []ResourceQuotaScope
core.v1.ResourceQuotaStatus: hard ResourceList, used ResourceList
core.v1.ResourceRequirements: limits ResourceList, requests ResourceList
core.v1.ResourceStatus: name !ResourceName
core.v1.ScaleIOPersistentVolumeSource: gateway !, system !, secretRef *!
core.v1.ScaleIOVolumeSource: gateway !, system !, secretRef *!
core.v1.ScopedResourceSelectorRequirement: scopeName !ResourceQuotaScope, operator !ScopeSelectorOperator
core.v1.SeccompProfile: type !SeccompProfileType, localhostProfile *
core.v1.Secret: metadata !, immutable *, type SecretType
core.v1.SecretEnvSource: name @LocalObjectReference, optional *
core.v1.SecretKeySelector: name @LocalObjectReference, key !, optional *
core.v1.SecretProjection: name @LocalObjectReference, optional *
core.v1.SecretVolumeSource: defaultMode *, optional *
core.v1.SecurityContext: privileged *, runAsUser *, runAsGroup *, runAsNonRoot *, readOnlyRootFilesystem *, allowPrivilegeEscalation *, procMount *ProcMountType
core.v1.Service: metadata !, spec !, status !
core.v1.ServiceAccount: metadata !, automountServiceAccountToken *
core.v1.ServiceAccountTokenProjection: expirationSeconds *, path !
core.v1.ServicePort: protocol Protocol, appProtocol *, port !, targetPort !
core.v1.ServiceSpec: type ServiceType, sessionAffinity ServiceAffinity, externalTrafficPolicy ServiceExternalTrafficPolicy, ipFamilies []IPFamily, ipFamilyPolicy *IPFamilyPolicy, allocateLoadBalancerNodePorts *, loadBalancerClass *, internalTrafficPolicy *ServiceInternalTrafficPolicy, trafficDistribution *
core.v1.ServiceStatus: loadBalancer !
core.v1.SleepAction: seconds !
core.v1.Sysctl: name !, value !
core.v1.TCPSocketAction: port !
core.v1.Taint: key !, effect !TaintEffect, timeAdded *
core.v1.Toleration: operator TolerationOperator, effect TaintEffect, tolerationSeconds *
core.v1.TopologySelectorLabelRequirement: key !, values !
core.v1.TopologySpreadConstraint: maxSkew !, topologyKey !, whenUnsatisfiable !UnsatisfiableConstraintAction, minDomains *, nodeAffinityPolicy *NodeInclusionPolicy, nodeTaintsPolicy *NodeInclusionPolicy
core.v1.TypedLocalObjectReference: apiGroup *!, kind !, name !
core.v1.TypedObjectReference: apiGroup *!, kind !, name !, namespace *
core.v1.Volume: name !, hostPath @VolumeSource, emptyDir @VolumeSource, gcePersistentDisk @VolumeSource, awsElasticBlockStore @VolumeSource, gitRepo @VolumeSource, secret @VolumeSource, nfs @VolumeSource, iscsi @VolumeSource, glusterfs @VolumeSource, persistentVolumeClaim @VolumeSource, rbd @VolumeSource, flexVolume @VolumeSource, cinder @VolumeSource, cephfs @VolumeSource, flocker @VolumeSource, downwardAPI @VolumeSource, fc @VolumeSource, azureFile @VolumeSource, configMap @VolumeSource, vsphereVolume @VolumeSource, quobyte @VolumeSource, azureDisk @VolumeSource, photonPersistentDisk @VolumeSource, projected @VolumeSource, portworxVolume @VolumeSource, scaleIO @VolumeSource, storageos @VolumeSource, csi @VolumeSource, ephemeral @VolumeSource, image @VolumeSource
core.v1.VolumeDevice: name !, devicePath !
core.v1.VolumeMount: name !, recursiveReadOnly *RecursiveReadOnlyMode, mountPath !, mountPropagation *MountPropagationMode
core.v1.VolumeMountStatus: name !, mountPath !, recursiveReadOnly *RecursiveReadOnlyMode
core.v1.VolumeResourceRequirements: limits ResourceList, requests ResourceList
core.v1.VsphereVirtualDiskVolumeSource: volumePath !
core.v1.WeightedPodAffinityTerm: weight !, podAffinityTerm !
core.v1.WindowsSecurityContextOptions: gmsaCredentialSpecName *, gmsaCredentialSpec *, runAsUserName *, hostProcess *
discovery.v1.Endpoint: addresses !, conditions !, hostname *, nodeName *, zone *
discovery.v1.EndpointConditions: ready *, serving *, terminating *
discovery.v1.EndpointPort: name *, protocol *Protocol, port *, appProtocol *
discovery.v1.EndpointSlice: metadata !, addressType !AddressType, endpoints !, ports !
discovery.v1.ForNode: name !
discovery.v1.ForZone: name !
events.v1.Event: metadata !, eventTime !, regarding !, deprecatedSource !, deprecatedFirstTimestamp !, deprecatedLastTimestamp !
events.v1.EventSeries: count !, lastObservedTime !
flowcontrol.v1.ExemptPriorityLevelConfiguration: nominalConcurrencyShares *, lendablePercent *
flowcontrol.v1.FlowDistinguisherMethod: type !FlowDistinguisherMethodType
flowcontrol.v1.FlowSchema: metadata !, spec !, status !
flowcontrol.v1.FlowSchemaCondition: type FlowSchemaConditionType, status ConditionStatus, lastTransitionTime !
flowcontrol.v1.FlowSchemaSpec: priorityLevelConfiguration !, matchingPrecedence !
flowcontrol.v1.GroupSubject: name !
flowcontrol.v1.LimitResponse: type !LimitResponseType
flowcontrol.v1.LimitedPriorityLevelConfiguration: nominalConcurrencyShares *!, limitResponse !, lendablePercent *, borrowingLimitPercent *
flowcontrol.v1.NonResourcePolicyRule: verbs !, nonResourceURLs !
flowcontrol.v1.PolicyRulesWithSubjects: subjects !
flowcontrol.v1.PriorityLevelConfiguration: metadata !, spec !, status !
flowcontrol.v1.PriorityLevelConfigurationCondition: type PriorityLevelConfigurationConditionType, status ConditionStatus, lastTransitionTime !
flowcontrol.v1.PriorityLevelConfigurationReference: name !
flowcontrol.v1.PriorityLevelConfigurationSpec: type !PriorityLevelEnablement
flowcontrol.v1.QueuingConfiguration: queues !, handSize !, queueLengthLimit !
flowcontrol.v1.ResourcePolicyRule: verbs !, apiGroups !, resources !, namespaces !
flowcontrol.v1.ServiceAccountSubject: namespace !, name !
flowcontrol.v1.Subject: kind !SubjectKind
flowcontrol.v1.UserSubject: name !
meta.v1.Condition: type !, status !ConditionStatus, lastTransitionTime !, reason !, message !
meta.v1.DeleteOptions: gracePeriodSeconds *, orphanDependents *, propagationPolicy *DeletionPropagation, ignoreStoreReadErrorWithClusterBreakingPotential *
meta.v1.FieldSelectorRequirement: key !, operator !FieldSelectorOperator
meta.v1.LabelSelectorRequirement: key !, operator !LabelSelectorOperator
meta.v1.ManagedFieldsEntry: operation ManagedFieldsOperationType, time *
meta.v1.ObjectMeta: uid UID, deletionTimestamp *, deletionGracePeriodSeconds *
meta.v1.OwnerReference: apiVersion !, kind !, name !, uid !UID, controller *, blockOwnerDeletion *
meta.v1.Preconditions: uid *UID, resourceVersion *
networking.v1.HTTPIngressPath: pathType *!PathType, backend !
networking.v1.HTTPIngressRuleValue: paths !
networking.v1.IPAddress: metadata !, spec !
networking.v1.IPBlock: cidr !
networking.v1.Ingress: metadata !, spec !, status !
networking.v1.IngressClass: metadata !, spec !
networking.v1.IngressClassParametersReference: apiGroup *, kind !, name !, scope *!, namespace *
networking.v1.IngressPortStatus: port !, protocol !Protocol, error *
networking.v1.IngressRule: http @IngressRuleValue
networking.v1.IngressServiceBackend: name !, port !
networking.v1.IngressSpec: ingressClassName *
networking.v1.IngressStatus: loadBalancer !
networking.v1.NetworkPolicy: metadata !, spec !
networking.v1.NetworkPolicyPort: protocol *Protocol, port *, endPort *
networking.v1.NetworkPolicySpec: podSelector !, policyTypes []PolicyType
networking.v1.ServiceCIDR: metadata !, spec !, status !
node.v1.Overhead: podFixed ResourceList
node.v1.RuntimeClass: metadata !, handler !
policy.v1.Eviction: metadata !
policy.v1.PodDisruptionBudget: metadata !, spec !, status !
policy.v1.PodDisruptionBudgetSpec: minAvailable *, maxUnavailable *, unhealthyPodEvictionPolicy *UnhealthyPodEvictionPolicyType
policy.v1.PodDisruptionBudgetStatus: disruptionsAllowed !, currentHealthy !, desiredHealthy !, expectedPods !
rbac.v1.ClusterRole: metadata !, rules !
rbac.v1.ClusterRoleBinding: metadata !, roleRef !
rbac.v1.PolicyRule: verbs !
rbac.v1.Role: metadata !, rules !
rbac.v1.RoleBinding: metadata !, roleRef !
rbac.v1.RoleRef: apiGroup !, kind !, name !
rbac.v1.Subject: kind !, name !
resource.v1.AllocatedDeviceStatus: driver !, pool !, device !, shareID *, conditions !
resource.v1.AllocationResult: devices !, allocationTimestamp *
resource.v1.CELDeviceSelector: expression !
resource.v1.CapacityRequestPolicy: default *!
resource.v1.CapacityRequestPolicyRange: min *, max *, step *
resource.v1.Counter: value !
resource.v1.CounterSet: name !
resource.v1.Device: name !, nodeName *, allNodes *, bindsToNode *, allowMultipleAllocations *
resource.v1.DeviceAllocationConfiguration: source !AllocationConfigSource, opaque @DeviceConfiguration
resource.v1.DeviceAttribute: int *, bool *, string *, version *
resource.v1.DeviceCapacity: value !
resource.v1.DeviceClaim: requests !
resource.v1.DeviceClaimConfiguration: opaque @DeviceConfiguration
resource.v1.DeviceClass: metadata !, spec !
resource.v1.DeviceClassConfiguration: opaque @DeviceConfiguration
resource.v1.DeviceClassSpec: extendedResourceName *
resource.v1.DeviceConstraint: matchAttribute *FullyQualifiedName, distinctAttribute *FullyQualifiedName
resource.v1.DeviceCounterConsumption: counterSet !
resource.v1.DeviceRequest: name !
resource.v1.DeviceRequestAllocationResult: request !, driver !, pool !, device !, adminAccess *, shareID *UID
resource.v1.DeviceSubRequest: name !, deviceClassName !, allocationMode DeviceAllocationMode
resource.v1.DeviceTaint: key !, effect !DeviceTaintEffect, timeAdded *
resource.v1.DeviceToleration: operator DeviceTolerationOperator, effect DeviceTaintEffect, tolerationSeconds *
resource.v1.ExactDeviceRequest: deviceClassName !, allocationMode DeviceAllocationMode, adminAccess *
resource.v1.NodeAllocatableResourceMapping: capacityKey *QualifiedName, allocationMultiplier *
resource.v1.OpaqueDeviceConfiguration: driver !
resource.v1.ResourceClaim: metadata !, spec !, status !
resource.v1.ResourceClaimConsumerReference: resource !, name !, uid !UID
resource.v1.ResourceClaimSpec: devices !
resource.v1.ResourceClaimTemplate: metadata !, spec !
resource.v1.ResourceClaimTemplateSpec: metadata !, spec !
resource.v1.ResourcePool: name !, generation !, resourceSliceCount !
resource.v1.ResourceSlice: metadata !, spec !
resource.v1.ResourceSliceSpec: driver !, pool !, nodeName *, allNodes *, perDeviceNodeSelection *
scheduling.v1.PriorityClass: metadata !, value !, preemptionPolicy *PreemptionPolicy
storage.v1.CSIDriver: metadata !, spec !
storage.v1.CSIDriverSpec: attachRequired *, podInfoOnMount *, volumeLifecycleModes []VolumeLifecycleMode, storageCapacity *, fsGroupPolicy *FSGroupPolicy, requiresRepublish *, seLinuxMount *, nodeAllocatableUpdatePeriodSeconds *, serviceAccountTokenInSecrets *, preventPodSchedulingIfMissing *
storage.v1.CSINode: metadata !, spec !
storage.v1.CSINodeDriver: name !, nodeID !, topologyKeys !
storage.v1.CSINodeSpec: drivers !
storage.v1.CSIStorageCapacity: metadata !, storageClassName !, capacity *, maximumVolumeSize *
storage.v1.StorageClass: metadata !, provisioner !, reclaimPolicy *PersistentVolumeReclaimPolicy, allowVolumeExpansion *, volumeBindingMode *VolumeBindingMode
storage.v1.TokenRequest: audience !, expirationSeconds *
storage.v1.VolumeAttachment: metadata !, spec !, status !
storage.v1.VolumeAttachmentSource: persistentVolumeName *
storage.v1.VolumeAttachmentSpec: attacher !, source !, nodeName !
storage.v1.VolumeAttachmentStatus: attached !
storage.v1.VolumeAttributesClass: metadata !, driverName !
storage.v1.VolumeError: time !, errorCode *
storage.v1.VolumeNodeResources: count *
`;
