/**
 * Internal structs of the API server as it prints them in errors: their fields in Go's order, each with its type, and with
 * its name in the API where that is not Go's in lower case. `...` stands for the fields of an embedded struct. Read from
 * pkg/apis of every group, types.go@1.36.2.
 */
export const goStructs: Readonly<Record<string, string>> = {
  PodTemplateSpec: '...meta, Spec PodSpec',
  PodFailurePolicy: 'Rules []PodFailurePolicyRule',
  SuccessPolicy: 'Rules []SuccessPolicyRule',
  PodDisruptionBudgetSpec: 'MinAvailable ptr, Selector ptr, MaxUnavailable ptr, UnhealthyPodEvictionPolicy ptr',
  RollingUpdateStatefulSetStrategy: 'Partition num, MaxUnavailable ptr',
  StatefulSetUpdateStrategy: 'Type str, RollingUpdate *RollingUpdateStatefulSetStrategy',
  DeploymentStrategy: 'Type str, RollingUpdate *RollingUpdateDeployment',
  DaemonSetUpdateStrategy: 'Type str, RollingUpdate *RollingUpdateDaemonSet',
  HorizontalPodAutoscalerBehavior: 'ScaleUp *HPAScalingRules, ScaleDown *HPAScalingRules',
  HPAScalingRules: 'StabilizationWindowSeconds ptr, SelectPolicy ptr, Policies []HPAScalingPolicy, Tolerance ptr',
  HPAScalingPolicy: 'Type str, Value num, PeriodSeconds num',
  NodeAddress: 'Type str, Address str',
  NonResourceAttributes: 'Path str, Verb str',
  PersistentVolumeClaimSpec: `
    AccessModes list, Selector ptr, Resources VolumeResourceRequirements, VolumeName str, StorageClassName ptr,
    VolumeMode ptr, DataSource *TypedLocalObjectReference, DataSourceRef *TypedObjectReference,
    VolumeAttributesClassName ptr`,
  PersistentVolumeSource: `
    GCEPersistentDisk *GCEPersistentDiskVolumeSource, AWSElasticBlockStore *AWSElasticBlockStoreVolumeSource,
    HostPath *HostPathVolumeSource, Glusterfs *GlusterfsPersistentVolumeSource, NFS *NFSVolumeSource, RBD
    *RBDPersistentVolumeSource, Quobyte *QuobyteVolumeSource, ISCSI *ISCSIPersistentVolumeSource, FlexVolume
    *FlexPersistentVolumeSource, Cinder *CinderPersistentVolumeSource, CephFS=cephfs
    *CephFSPersistentVolumeSource, FC *FCVolumeSource, Flocker *FlockerVolumeSource, AzureFile
    *AzureFilePersistentVolumeSource, VsphereVolume *VsphereVirtualDiskVolumeSource, AzureDisk
    *AzureDiskVolumeSource, PhotonPersistentDisk *PhotonPersistentDiskVolumeSource, PortworxVolume
    *PortworxVolumeSource, ScaleIO *ScaleIOPersistentVolumeSource, Local *LocalVolumeSource, StorageOS=storageos
    *StorageOSPersistentVolumeSource, CSI *CSIPersistentVolumeSource`,
  NodeSpec: `
    PodCIDRs list, ProviderID str, Unschedulable bool, Taints []Taint, ConfigSource *NodeConfigSource,
    DoNotUseExternalID=externalID str`,
  RoleRef: 'APIGroup str, Kind str, Name str',
  ObjectReference: `
    Kind str, Namespace str, Name str, UID str, APIVersion str, ResourceVersion str, FieldPath str`,
  EventSource: 'Component str, Host str',
  VolumeNodeAffinity: 'Required *NodeSelector',
  PersistentVolumeSpec: `
    Capacity map, ...PersistentVolumeSource, AccessModes list, ClaimRef *ObjectReference,
    PersistentVolumeReclaimPolicy str, StorageClassName str, MountOptions list, VolumeMode ptr, NodeAffinity
    *VolumeNodeAffinity, VolumeAttributesClassName ptr`,
  EphemeralContainer: '...EphemeralContainerCommon, TargetContainerName str',
  VolumeAttachmentSpec: 'Attacher str, Source VolumeAttachmentSource, NodeName str',
  CSIDriverSpec: `
    AttachRequired ptr, FSGroupPolicy ptr, PodInfoOnMount ptr, VolumeLifecycleModes list, StorageCapacity ptr,
    TokenRequests []TokenRequest, RequiresRepublish ptr, SELinuxMount ptr, NodeAllocatableUpdatePeriodSeconds
    ptr, ServiceAccountTokenInSecrets ptr, PreventPodSchedulingIfMissing ptr`,
  IngressClassSpec: 'Controller str, Parameters *IngressClassParametersReference',
  PodSpec: `
    Volumes []Volume, InitContainers []Container, Containers []Container, EphemeralContainers
    []EphemeralContainer, RestartPolicy str, TerminationGracePeriodSeconds ptr, ActiveDeadlineSeconds ptr,
    DNSPolicy str, NodeSelector map, ServiceAccountName str, AutomountServiceAccountToken ptr, NodeName str,
    SecurityContext *PodSecurityContext, ImagePullSecrets []LocalObjectReference, Hostname str, Subdomain str,
    SetHostnameAsFQDN ptr, Affinity *Affinity, SchedulerName str, Tolerations []Toleration, HostAliases
    []HostAlias, PriorityClassName str, Priority ptr, PreemptionPolicy ptr, DNSConfig *PodDNSConfig,
    ReadinessGates []PodReadinessGate, RuntimeClassName ptr, Overhead map, EnableServiceLinks ptr,
    TopologySpreadConstraints []TopologySpreadConstraint, OS *PodOS, SchedulingGates []PodSchedulingGate,
    ResourceClaims []PodResourceClaim, Resources *ResourceRequirements, HostnameOverride ptr, SchedulingGroup
    *PodSchedulingGroup`,
  Toleration: 'Key str, Operator str, Value str, Effect str, TolerationSeconds ptr',
  PodSchedulingGate: 'Name str',
  SELinuxOptions: 'User str, Role str, Type str, Level str',
  PodFailurePolicyRule: `
    Action str, OnExitCodes *PodFailurePolicyOnExitCodesRequirement, OnPodConditions
    []PodFailurePolicyOnPodConditionsPattern`,
  SuccessPolicyRule: 'SucceededIndexes ptr, SucceededCount ptr',
  RollingUpdateDeployment: 'MaxUnavailable num, MaxSurge num',
  RollingUpdateDaemonSet: 'MaxUnavailable num, MaxSurge num',
  VolumeResourceRequirements: 'Limits map, Requests map',
  TypedLocalObjectReference: 'APIGroup ptr, Kind str, Name str',
  TypedObjectReference: 'APIGroup ptr, Kind str, Name str, Namespace ptr',
  GCEPersistentDiskVolumeSource: 'PDName str, FSType str, Partition num, ReadOnly bool',
  AWSElasticBlockStoreVolumeSource: 'VolumeID str, FSType str, Partition num, ReadOnly bool',
  HostPathVolumeSource: 'Path str, Type ptr',
  GlusterfsPersistentVolumeSource: 'EndpointsName=endpoints str, Path str, ReadOnly bool, EndpointsNamespace ptr',
  NFSVolumeSource: 'Server str, Path str, ReadOnly bool',
  RBDPersistentVolumeSource: `
    CephMonitors=monitors list, RBDImage=image str, FSType str, RBDPool=pool str, RadosUser=user str, Keyring
    str, SecretRef *SecretReference, ReadOnly bool`,
  QuobyteVolumeSource: 'Registry str, Volume str, ReadOnly bool, User str, Group str, Tenant str',
  ISCSIPersistentVolumeSource: `
    TargetPortal str, IQN str, Lun num, ISCSIInterface str, FSType str, ReadOnly bool, Portals list,
    DiscoveryCHAPAuth=chapAuthDiscovery bool, SessionCHAPAuth=chapAuthSession bool, SecretRef *SecretReference,
    InitiatorName ptr`,
  FlexPersistentVolumeSource: 'Driver str, FSType str, SecretRef *SecretReference, ReadOnly bool, Options map',
  CinderPersistentVolumeSource: 'VolumeID str, FSType str, ReadOnly bool, SecretRef *SecretReference',
  CephFSPersistentVolumeSource: `
    Monitors list, Path str, User str, SecretFile str, SecretRef *SecretReference, ReadOnly bool`,
  FCVolumeSource: 'TargetWWNs list, Lun ptr, FSType str, ReadOnly bool, WWIDs=wwids list',
  FlockerVolumeSource: 'DatasetName str, DatasetUUID str',
  AzureFilePersistentVolumeSource: 'SecretName str, ShareName str, ReadOnly bool, SecretNamespace ptr',
  VsphereVirtualDiskVolumeSource: 'VolumePath str, FSType str, StoragePolicyName str, StoragePolicyID str',
  AzureDiskVolumeSource: `
    DiskName str, DataDiskURI=diskURI str, CachingMode ptr, FSType ptr, ReadOnly ptr, Kind ptr`,
  PhotonPersistentDiskVolumeSource: 'PdID str, FSType str',
  PortworxVolumeSource: 'VolumeID str, FSType str, ReadOnly bool',
  ScaleIOPersistentVolumeSource: `
    Gateway str, System str, SecretRef *SecretReference, SSLEnabled bool, ProtectionDomain str, StoragePool str,
    StorageMode str, VolumeName str, FSType str, ReadOnly bool`,
  LocalVolumeSource: 'Path str, FSType ptr',
  StorageOSPersistentVolumeSource: `
    VolumeName str, VolumeNamespace str, FSType str, ReadOnly bool, SecretRef *ObjectReference`,
  CSIPersistentVolumeSource: `
    Driver str, VolumeHandle str, ReadOnly bool, FSType str, VolumeAttributes map, ControllerPublishSecretRef
    *SecretReference, NodeStageSecretRef *SecretReference, NodePublishSecretRef *SecretReference,
    ControllerExpandSecretRef *SecretReference, NodeExpandSecretRef *SecretReference`,
  Taint: 'Key str, Value str, Effect str, TimeAdded ptr',
  NodeConfigSource: 'ConfigMap *ConfigMapNodeConfigSource',
  NodeSelector: 'NodeSelectorTerms []NodeSelectorTerm',
  EphemeralContainerCommon: `
    Name str, Image str, Command list, Args list, WorkingDir str, Ports []ContainerPort, EnvFrom
    []EnvFromSource, Env []EnvVar, Resources ResourceRequirements, ResizePolicy []ContainerResizePolicy,
    RestartPolicy ptr, RestartPolicyRules []ContainerRestartRule, VolumeMounts []VolumeMount, VolumeDevices
    []VolumeDevice, LivenessProbe *Probe, ReadinessProbe *Probe, StartupProbe *Probe, Lifecycle *Lifecycle,
    TerminationMessagePath str, TerminationMessagePolicy str, ImagePullPolicy str, SecurityContext
    *SecurityContext, Stdin bool, StdinOnce bool, TTY bool`,
  VolumeAttachmentSource: 'PersistentVolumeName ptr, InlineVolumeSpec *PersistentVolumeSpec',
  TokenRequest: 'Audience str, ExpirationSeconds ptr',
  IngressClassParametersReference: 'APIGroup ptr, Kind str, Name str, Scope ptr, Namespace ptr',
  Volume: 'Name str, ...VolumeSource',
  Container: `
    Name str, Image str, Command list, Args list, WorkingDir str, Ports []ContainerPort, EnvFrom
    []EnvFromSource, Env []EnvVar, Resources ResourceRequirements, ResizePolicy []ContainerResizePolicy,
    RestartPolicy ptr, RestartPolicyRules []ContainerRestartRule, VolumeMounts []VolumeMount, VolumeDevices
    []VolumeDevice, LivenessProbe *Probe, ReadinessProbe *Probe, StartupProbe *Probe, Lifecycle *Lifecycle,
    TerminationMessagePath str, TerminationMessagePolicy str, ImagePullPolicy str, SecurityContext
    *SecurityContext, Stdin bool, StdinOnce bool, TTY bool`,
  PodSecurityContext: `
    HostNetwork bool, HostPID bool, HostIPC bool, ShareProcessNamespace ptr, HostUsers ptr, SELinuxOptions
    *SELinuxOptions, WindowsOptions *WindowsSecurityContextOptions, RunAsUser ptr, RunAsGroup ptr, RunAsNonRoot
    ptr, SupplementalGroups list, SupplementalGroupsPolicy ptr, FSGroup ptr, FSGroupChangePolicy ptr, Sysctls
    []Sysctl, SeccompProfile *SeccompProfile, AppArmorProfile *AppArmorProfile, SELinuxChangePolicy ptr`,
  LocalObjectReference: 'Name str',
  Affinity: 'NodeAffinity *NodeAffinity, PodAffinity *PodAffinity, PodAntiAffinity *PodAntiAffinity',
  HostAlias: 'IP str, Hostnames list',
  PodDNSConfig: 'Nameservers list, Searches list, Options []PodDNSConfigOption',
  PodReadinessGate: 'ConditionType str',
  TopologySpreadConstraint: `
    MaxSkew num, TopologyKey str, WhenUnsatisfiable str, LabelSelector ptr, MinDomains ptr, NodeAffinityPolicy
    ptr, NodeTaintsPolicy ptr, MatchLabelKeys list`,
  PodOS: 'Name str',
  PodResourceClaim: 'Name str, ResourceClaimName ptr, ResourceClaimTemplateName ptr',
  ResourceRequirements: 'Limits map, Requests map, Claims []ResourceClaim',
  PodSchedulingGroup: 'PodGroupName ptr',
  PodFailurePolicyOnExitCodesRequirement: 'ContainerName ptr, Operator str, Values list',
  PodFailurePolicyOnPodConditionsPattern: 'Type str, Status str',
  SecretReference: 'Name str, Namespace str',
  ConfigMapNodeConfigSource: 'Namespace str, Name str, UID str, ResourceVersion str, KubeletConfigKey str',
  NodeSelectorTerm: 'MatchExpressions []NodeSelectorRequirement, MatchFields []NodeSelectorRequirement',
  ContainerPort: 'Name str, HostPort num, ContainerPort num, Protocol str, HostIP str',
  EnvFromSource: 'Prefix str, ConfigMapRef *ConfigMapEnvSource, SecretRef *SecretEnvSource',
  EnvVar: 'Name str, Value str, ValueFrom *EnvVarSource',
  ContainerResizePolicy: 'ResourceName str, RestartPolicy str',
  ContainerRestartRule: 'Action str, ExitCodes *ContainerRestartRuleOnExitCodes',
  VolumeMount: `
    Name str, ReadOnly bool, RecursiveReadOnly ptr, MountPath str, SubPath str, MountPropagation ptr,
    SubPathExpr str`,
  VolumeDevice: 'Name str, DevicePath str',
  Probe: `
    ...ProbeHandler, InitialDelaySeconds num, TimeoutSeconds num, PeriodSeconds num, SuccessThreshold num,
    FailureThreshold num, TerminationGracePeriodSeconds ptr`,
  Lifecycle: 'PostStart *LifecycleHandler, PreStop *LifecycleHandler, StopSignal ptr',
  SecurityContext: `
    Capabilities *Capabilities, Privileged ptr, SELinuxOptions *SELinuxOptions, WindowsOptions
    *WindowsSecurityContextOptions, RunAsUser ptr, RunAsGroup ptr, RunAsNonRoot ptr, ReadOnlyRootFilesystem ptr,
    AllowPrivilegeEscalation ptr, ProcMount ptr, SeccompProfile *SeccompProfile, AppArmorProfile
    *AppArmorProfile`,
  VolumeSource: `
    HostPath *HostPathVolumeSource, EmptyDir *EmptyDirVolumeSource, GCEPersistentDisk
    *GCEPersistentDiskVolumeSource, AWSElasticBlockStore *AWSElasticBlockStoreVolumeSource, GitRepo
    *GitRepoVolumeSource, Secret *SecretVolumeSource, NFS *NFSVolumeSource, ISCSI *ISCSIVolumeSource, Glusterfs
    *GlusterfsVolumeSource, PersistentVolumeClaim *PersistentVolumeClaimVolumeSource, RBD *RBDVolumeSource,
    Quobyte *QuobyteVolumeSource, FlexVolume *FlexVolumeSource, Cinder *CinderVolumeSource, CephFS=cephfs
    *CephFSVolumeSource, Flocker *FlockerVolumeSource, DownwardAPI *DownwardAPIVolumeSource, FC *FCVolumeSource,
    AzureFile *AzureFileVolumeSource, ConfigMap *ConfigMapVolumeSource, VsphereVolume
    *VsphereVirtualDiskVolumeSource, AzureDisk *AzureDiskVolumeSource, PhotonPersistentDisk
    *PhotonPersistentDiskVolumeSource, Projected *ProjectedVolumeSource, PortworxVolume *PortworxVolumeSource,
    ScaleIO *ScaleIOVolumeSource, StorageOS=storageos *StorageOSVolumeSource, CSI *CSIVolumeSource, Ephemeral
    *EphemeralVolumeSource, Image *ImageVolumeSource`,
  WindowsSecurityContextOptions: `
    GMSACredentialSpecName ptr, GMSACredentialSpec ptr, RunAsUserName ptr, HostProcess ptr`,
  Sysctl: 'Name str, Value str',
  SeccompProfile: 'Type str, LocalhostProfile ptr',
  AppArmorProfile: 'Type str, LocalhostProfile ptr',
  NodeAffinity: `
    RequiredDuringSchedulingIgnoredDuringExecution *NodeSelector,
    PreferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm`,
  PodAffinity: `
    RequiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,
    PreferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm`,
  PodAntiAffinity: `
    RequiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,
    PreferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm`,
  PodDNSConfigOption: 'Name str, Value ptr',
  ResourceClaim: 'Name str, Request str',
  NodeSelectorRequirement: 'Key str, Operator str, Values list',
  ConfigMapEnvSource: '...LocalObjectReference, Optional ptr',
  SecretEnvSource: '...LocalObjectReference, Optional ptr',
  EnvVarSource: `
    FieldRef *ObjectFieldSelector, ResourceFieldRef *ResourceFieldSelector, ConfigMapKeyRef
    *ConfigMapKeySelector, SecretKeyRef *SecretKeySelector, FileKeyRef *FileKeySelector`,
  ContainerRestartRuleOnExitCodes: 'Operator str, Values list',
  ProbeHandler: 'Exec *ExecAction, HTTPGet *HTTPGetAction, TCPSocket *TCPSocketAction, GRPC *GRPCAction',
  LifecycleHandler: 'Exec *ExecAction, HTTPGet *HTTPGetAction, TCPSocket *TCPSocketAction, Sleep *SleepAction',
  Capabilities: 'Add list, Drop list',
  EmptyDirVolumeSource: 'Medium str, SizeLimit ptr',
  GitRepoVolumeSource: 'Repository str, Revision str, Directory str',
  SecretVolumeSource: 'SecretName str, Items []KeyToPath, DefaultMode ptr, Optional ptr',
  ISCSIVolumeSource: `
    TargetPortal str, IQN str, Lun num, ISCSIInterface str, FSType str, ReadOnly bool, Portals list,
    DiscoveryCHAPAuth=chapAuthDiscovery bool, SessionCHAPAuth=chapAuthSession bool, SecretRef
    *LocalObjectReference, InitiatorName ptr`,
  GlusterfsVolumeSource: 'EndpointsName=endpoints str, Path str, ReadOnly bool',
  PersistentVolumeClaimVolumeSource: 'ClaimName str, ReadOnly bool',
  RBDVolumeSource: `
    CephMonitors=monitors list, RBDImage=image str, FSType str, RBDPool=pool str, RadosUser=user str, Keyring
    str, SecretRef *LocalObjectReference, ReadOnly bool`,
  FlexVolumeSource: 'Driver str, FSType str, SecretRef *LocalObjectReference, ReadOnly bool, Options map',
  CinderVolumeSource: 'VolumeID str, FSType str, ReadOnly bool, SecretRef *LocalObjectReference',
  CephFSVolumeSource: `
    Monitors list, Path str, User str, SecretFile str, SecretRef *LocalObjectReference, ReadOnly bool`,
  DownwardAPIVolumeSource: 'Items []DownwardAPIVolumeFile, DefaultMode ptr',
  AzureFileVolumeSource: 'SecretName str, ShareName str, ReadOnly bool',
  ConfigMapVolumeSource: '...LocalObjectReference, Items []KeyToPath, DefaultMode ptr, Optional ptr',
  ProjectedVolumeSource: 'Sources []VolumeProjection, DefaultMode ptr',
  ScaleIOVolumeSource: `
    Gateway str, System str, SecretRef *LocalObjectReference, SSLEnabled bool, ProtectionDomain str, StoragePool
    str, StorageMode str, VolumeName str, FSType str, ReadOnly bool`,
  StorageOSVolumeSource: `
    VolumeName str, VolumeNamespace str, FSType str, ReadOnly bool, SecretRef *LocalObjectReference`,
  CSIVolumeSource: `
    Driver str, ReadOnly ptr, FSType ptr, VolumeAttributes map, NodePublishSecretRef *LocalObjectReference`,
  EphemeralVolumeSource: 'VolumeClaimTemplate *PersistentVolumeClaimTemplate',
  ImageVolumeSource: 'Reference str, PullPolicy str',
  PreferredSchedulingTerm: 'Weight num, Preference NodeSelectorTerm',
  PodAffinityTerm: `
    LabelSelector ptr, Namespaces list, TopologyKey str, NamespaceSelector ptr, MatchLabelKeys list,
    MismatchLabelKeys list`,
  WeightedPodAffinityTerm: 'Weight num, PodAffinityTerm PodAffinityTerm',
  ObjectFieldSelector: 'APIVersion str, FieldPath str',
  ResourceFieldSelector: 'ContainerName str, Resource str, Divisor qty',
  ConfigMapKeySelector: '...LocalObjectReference, Key str, Optional ptr',
  SecretKeySelector: '...LocalObjectReference, Key str, Optional ptr',
  FileKeySelector: 'VolumeName str, Path str, Key str, Optional ptr',
  ExecAction: 'Command list',
  HTTPGetAction: 'Path str, Port num, Host str, Scheme str, HTTPHeaders []HTTPHeader',
  TCPSocketAction: 'Port num, Host str',
  GRPCAction: 'Port num, Service ptr',
  SleepAction: 'Seconds num',
  KeyToPath: 'Key str, Path str, Mode ptr',
  DownwardAPIVolumeFile: `
    Path str, FieldRef *ObjectFieldSelector, ResourceFieldRef *ResourceFieldSelector, Mode ptr`,
  VolumeProjection: `
    Secret *SecretProjection, DownwardAPI *DownwardAPIProjection, ConfigMap *ConfigMapProjection,
    ServiceAccountToken *ServiceAccountTokenProjection, ClusterTrustBundle *ClusterTrustBundleProjection,
    PodCertificate *PodCertificateProjection`,
  PersistentVolumeClaimTemplate: '...meta, Spec PersistentVolumeClaimSpec',
  HTTPHeader: 'Name str, Value str',
  SecretProjection: '...LocalObjectReference, Items []KeyToPath, Optional ptr',
  DownwardAPIProjection: 'Items []DownwardAPIVolumeFile',
  ConfigMapProjection: '...LocalObjectReference, Items []KeyToPath, Optional ptr',
  ServiceAccountTokenProjection: 'Audience str, ExpirationSeconds num, Path str',
  ClusterTrustBundleProjection: 'Name ptr, SignerName ptr, LabelSelector ptr, Optional ptr, Path str',
  PodCertificateProjection: `
    SignerName str, KeyType str, MaxExpirationSeconds ptr, CredentialBundlePath str, KeyPath str,
    CertificateChainPath str, UserAnnotations map`,
};
