/**
 * Formats of messages in Kubernetes' own sources (v1.36.2, the recorder's calls and the errors that they pass on), `reason|format`.
 * `{name}`, `{space}` and `{box}` are those of the object that is spoken of and its container; everything else is somebody else's.
 */
export const UPSTREAM_FORMATS: readonly string[] = `
FailedCreatePodContainer|unable to ensure pod container exists: failed to create container for [kubepods burstable pod{uid}] : Timeout waiting for systemd to create kubepods-burstable-pod{uid}.slice
Failed|error making pod data directories: mkdir {path}: no space left on device
FailedMount|Unable to attach or mount volumes: unmounted volumes=[{word}], unattached volumes=[{word} kube-api-access-{chance}], failed to process volumes=[]: timed out waiting for the condition
FailedMount|MountVolume.SetUp failed for volume "{word}" : configmap "{word}" not found
FailedMount|MountVolume.SetUp failed for volume "{word}" : secret "{word}" not found
FailedMount|MountVolume.SetUp failed for volume "kube-api-access-{chance}" : object "{space}"/"kube-root-ca.crt" not registered
FailedMount|MountVolume.SetUp failed for volume "{word}" : hostPath type check failed: {path} is not a directory
FailedMount|MountVolume.SetUp failed for volume "{word}" : hostPath type check failed: {path} is not a file
FailedMount|MountVolume.SetUp failed for volume "{word}" : references non-existent config key: {word}
FailedMount|MountVolume.MountDevice failed for volume "pvc-{uid}" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name {domain} not found in the list of registered CSI drivers
FailedMount|MountVolume.NewMounter initialization failed for volume "{word}" : path "{path}" does not exist
FailedMapVolume|MapVolume.WaitForAttach failed for volume "pvc-{uid}" : volume attachment is being deleted
FailedAttachVolume|AttachVolume.Attach failed for volume "pvc-{uid}" : rpc error: code = NotFound desc = node {node} not found
FailedAttachVolume|Multi-Attach error for volume "pvc-{uid}" Volume is already exclusively attached to one node and can't be attached to another
FailedAttachVolume|Multi-Attach error for volume "pvc-{uid}" Volume is already used by pod(s) {pod}, {pod}
FailedKillPod|error killing pod: [failed to "KillContainer" for "{word}" with KillContainerError: "rpc error: code = DeadlineExceeded desc = context deadline exceeded", failed to "KillPodSandbox" for "{uid}" with KillPodSandboxError: "rpc error: code = DeadlineExceeded desc = context deadline exceeded"]
FailedSync|error determining status: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix {path}: connect: connection refused"
NodeReady|Node {name} status is now: NodeReady
NodeNotReady|Node {name} status is now: NodeNotReady
RegisteredNode|Node {name} event: Registered Node {name} in Controller
DeletingNode|Deleting node {name} because it does not exist in the cloud provider
DeletingNodeFailed|Failed deleting node {name}: nodes "{name}" not found
DeletingAllPods|Node {name} event: Deleting all Pods from Node {name}.
NodeControllerEviction|Marking for deletion Pod {pod} from Node {node}
TaintManagerEviction|Marking for deletion Pod {space}/{name}
TaintManagerEviction|Cancelling deletion of Pod {space}/{name}
EvictionThresholdMet|Attempting to reclaim memory
EvictionThresholdMet|Attempting to reclaim ephemeral-storage
Evicted|Container {box} exceeded its local ephemeral storage limit "{size}". 
Evicted|Usage of EmptyDir volume "{word}" exceeds the limit "{size}". 
FreeDiskSpaceFailed|Failed to garbage collect required amount of images. Attempted to free {number} bytes, but only found {number} bytes eligible to free.
ImageGCFailed|failed to garbage collect required amount of images. Wanted to free {number} bytes, but freed {number} bytes
InvalidDiskCapacity|invalid capacity {number} on image filesystem
Rebooted|Node {name} has been rebooted, boot id: {uid}
SystemOOM|System OOM encountered, victim process: {word}, pid: {number}
FailedToRetrieveImagePullSecret|Unable to retrieve some image pull secrets ({word}); attempting to pull the image may not succeed.
FailedValidation|Error validating pod {name}_{space}({uid}) from file due to duplicate pod name "{name}", ignoring
MissingClusterDNS|pod: "{name}_{space}({uid})". kubelet does not have ClusterDNS IP configured and cannot create Pod using "ClusterFirst" policy. Falling back to "Default" policy.
BackOff|Back-off restarting failed container {box} in pod {name}_{space}({uid})
BackOff|Back-off pulling image "{image}"
BackOff|Back-off pulling image "{image}": ErrImagePull: failed to pull and unpack image "{ref}": failed to resolve reference "{ref}": {ref}: not found
Failed|Failed to pull image "{image}": failed to pull and unpack image "{ref}": failed to resolve reference "{ref}": {ref}: not found
Failed|Failed to pull image "{image}": failed to pull and unpack image "{ref}": failed to resolve reference "{ref}": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
Failed|Failed to pull image "{image}": failed to pull and unpack image "{ref}": failed to resolve reference "{ref}": failed to do request: Head "https://{domain}/v2/{word}/manifests/{number}": dial tcp: lookup {domain} on {address}: no such host
Failed|Failed to pull image "{image}": failed to pull and unpack image "{ref}": failed to resolve reference "{ref}": failed to do request: Head "https://{domain}/v2/{word}/manifests/{number}": dial tcp {address}: i/o timeout
Failed|Error: configmap "{word}" not found
Failed|Error: secret "{word}" not found
Failed|Error: couldn't find key {word} in Secret {space}/{word}
Failed|Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "{path}": stat {path}: no such file or directory: unknown
Failed|Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "{word}": executable file not found in $PATH: unknown
Failed|Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error mounting "{path}" to rootfs at "{path}": mount {path}:{path} (via /proc/self/fd/{number}), flags: 0x5000: not a directory: unknown
Failed|Error: failed to reserve container name "{box}_{name}_{space}_{uid}_{number}": name "{box}_{name}_{space}_{uid}_{number}" is reserved for "{digest}"
Failed|Error: container has runAsNonRoot and image has non-numeric user ({word}), cannot verify user is non-root (pod: "{name}_{space}({uid})", container: {box})
InspectFailed|Failed to apply default image tag "{image}": couldn't parse image name "{image}": invalid reference format
InspectFailed|Failed to inspect image "{image}": rpc error: code = Unknown desc = connection closed
ErrImageNeverPull|Container image "{image}" is not present with pull policy of Never
Pulled|Successfully pulled image "{image}" in {time} ({time} including waiting). Image size: {number} bytes.
Pulled|Container image "{image}" already present on machine and can be accessed by the pod
Killing|Stopping container {box}
Killing|Container {box} failed liveness probe, will be restarted
Killing|Container {box} failed startup probe, will be restarted
Killing|Init container {box} failed startup probe
Killing|Container {box} definition changed, will be restarted
Unhealthy|Readiness probe failed: HTTP probe failed with statuscode: {number}
Unhealthy|Readiness probe failed: Get "http://{address}/{word}": dial tcp {address}: connect: connection refused
Unhealthy|Readiness probe failed: Get "http://{address}/{word}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)
Unhealthy|Liveness probe failed: dial tcp {address}: connect: connection refused
Unhealthy|Liveness probe failed: dial tcp {address}: i/o timeout
Unhealthy|Readiness probe failed: service unhealthy (responded with "NOT_SERVING")
Unhealthy|Startup probe failed: timeout: failed to connect service "{address}" within {time}: context deadline exceeded
Unhealthy|Liveness probe failed: command timed out: "{path} {word}" timed out after {time}
Unhealthy|Readiness probe errored and resulted in unknown state: rpc error: code = NotFound desc = failed to exec in container: failed to load task: no running task found: task {digest} not found
Unhealthy|Readiness probe failed: cat: {path}: No such file or directory
FailedCreatePodSandBox|Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "{digest}": plugin type="{word}" failed (add): failed to allocate for range {number}: no IP addresses available in range set: {ip}-{ip}
FailedCreatePodSandBox|Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "{word}" is configured
FailedCreatePodSandBox|Failed to create pod sandbox: rpc error: code = Unknown desc = failed to reserve sandbox name "{name}_{space}_{uid}_{number}": name "{name}_{space}_{uid}_{number}" is reserved for "{digest}"
NetworkNotReady|network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized
FailedPrepareDynamicResources|Failed to prepare dynamic resources: prepare dynamic resources: NodePrepareResources failed for claim {space}/{word}: error preparing devices for claim {uid}
OutOfcpu|Node didn't have enough resource: cpu, requested: {number}, used: {number}, capacity: {number}
Scheduled|Successfully assigned {space}/{name} to {node}
FailedScheduling|skip schedule deleting pod: {space}/{name}
FailedScheduling|persistentvolumeclaim "{word}" not found
FailedScheduling|{few}/{few} nodes are available: {few} Insufficient cpu, {few} node(s) had volume node affinity conflict. no new claims to deallocate, preemption: {few}/{few} nodes are available: {few} No preemption victims found for incoming pod, {few} Preemption is not helpful for scheduling.
FailedScheduling|{few}/{few} nodes are available: {few} node(s) had untolerated taint {taint}, {few} node(s) didn't match pod anti-affinity rules. preemption: {few}/{few} nodes are available: {few} Preemption is not helpful for scheduling.
FailedScheduling|{few}/{few} nodes are available: {few} node(s) didn't match pod topology spread constraints (missing required label). no new claims to deallocate, preemption: {few}/{few} nodes are available: {few} Preemption is not helpful for scheduling.
FailedScheduling|running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded
Preempted|Preempted by pod {uid} on node {node}
ScalingReplicaSet|Scaled up replica set {name}-{hash} from {few} to {few}
ScalingReplicaSet|Scaled down replica set {name}-{hash} from {few} to {few}
ReplicaSetCreateError|Failed to create new replica set "{name}-{hash}": replicasets.apps "{name}-{hash}" is forbidden: unable to create new content in namespace {space} because it is being terminated
SuccessfulCreate|Created pod: {name}-{chance}
SuccessfulCreate|create Pod {name}-{few} in StatefulSet {name} successful
SuccessfulCreate|create Claim {word}-{name}-{few} Pod {name}-{few} in StatefulSet {name} success
SuccessfulCreate|Created job {name}-{number}
SuccessfulDelete|Deleted job {name}-{number}
SuccessfulDelete|delete Pod {name}-{few} in StatefulSet {name} successful
FailedCreate|Error creating: pods "{name}-{chance}" is forbidden: exceeded quota: {word}, requested: requests.cpu={number}m, used: requests.cpu={number}m, limited: requests.cpu={number}m
FailedCreate|Error creating: pods "{name}-{chance}" is forbidden: failed quota: {word}: must specify limits.cpu for: {word}; requests.memory for: {word}
FailedCreate|Error creating: pods "{name}-" is forbidden: error looking up service account {space}/{word}: serviceaccount "{word}" not found
FailedCreate|Error creating: pods "{name}-{chance}" is forbidden: maximum cpu usage per Container is {number}, but limit is {number}
FailedCreate|Error creating: Pod "{name}-{chance}" is invalid: spec.containers[0].resources.requests: Invalid value: "{size}": must be less than or equal to memory limit of {size}
FailedCreate|Error creating: admission webhook "{domain}" denied the request: no
FailedCreate|Error creating: Internal error occurred: failed calling webhook "{domain}": failed to call webhook: Post "https://{word}.{space}.svc:443/{word}?timeout=10s": context deadline exceeded
FailedCreate|Error creating: Internal error occurred: failed calling webhook "{domain}": failed to call webhook: Post "https://{word}.{space}.svc:443/{word}?timeout=10s": no endpoints available for service "{word}"
FailedCreate|create Pod {name}-{few} in StatefulSet {name} failed error: pods "{name}-{few}" is forbidden: no PriorityClass with name {word} was found
FailedCreate|Error creating job: jobs.batch "{name}-{number}" already exists
FailedDelete|Deleted job: jobs.batch "{name}-{number}" not found
FailedDelete|Error deleting: pods "{name}-{chance}" not found
SawCompletedJob|Saw completed job: {name}-{number}, condition: Complete
SawCompletedJob|Saw completed job: {name}-{number}, condition: Failed
MissingJob|Active job went missing: {name}-{number}
UnexpectedJob|Saw a job that the controller did not create or forgot: {name}-{number}
UnknownTimeZone|invalid timeZone: "{word}": unknown time zone {word}
UnparseableSchedule|unparseable schedule: "{word}" : expected exactly 5 fields, found {few}: [{word}]
UnParseableCronJobSchedule|unparseable schedule for cronjob: {few} {few} * *
MissSchedule|Missed scheduled time to start a job: Sat, {number} Nov 2026 10:00:00 +0000
PodFailurePolicy|Container {word} for pod {space}/{pod} failed with exit code {few} matching FailJob rule at index {few}
FailedDaemonPod|Found failed daemon pod {space}/{name}-{chance} on node {node}, will try to kill it
WorkloadCreated|Created Workload {word} for Job {name}
ExternalProvisioning|Waiting for a volume to be created either by the external provisioner '{domain}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.
ProvisioningFailed|storageclass.storage.k8s.io "{word}" not found
ProvisioningFailed|failed to provision volume with StorageClass "{word}": rpc error: code = ResourceExhausted desc = not enough free space to provision {number} bytes
Provisioning|External provisioner is provisioning volume for claim "{space}/{name}"
ProvisioningSucceeded|Successfully provisioned volume pvc-{uid}
VolumeMismatch|Cannot bind to requested volume "{word}": requested PV is too small
FailedBinding|ephemeral volume {word}: PVC {space}/{name}-{word} was not created for pod {space}/{name} (pod is not owner)
WaitForPodScheduled|waiting for pod {pod} to be scheduled
VolumeResizeFailed|resize volume "pvc-{uid}" by resizer "{domain}" failed: rpc error: code = Internal desc = Could not resize volume "vol-{number}": modification rate exceeded
FailedGetResourceMetric|failed to get cpu utilization: missing request for cpu in container {word} of Pod {pod}
FailedGetResourceMetric|failed to get memory utilization: unable to get metrics for resource memory: no metrics returned from resource metrics API
FailedGetPodsMetric|unable to get metric {word}: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered
FailedGetScale|deployments/scale.apps "{word}" not found
FailedComputeMetricsReplicas|invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API
SuccessfulRescale|New size: {few}; reason: cpu resource utilization (percentage of request) above target
SuccessfulRescale|New size: {few}; reason: All metrics below target
FailedRescale|New size: {few}; reason: All metrics below target; error: Operation cannot be fulfilled on deployments.apps "{word}": the object has been modified; please apply your changes to the latest version and try again
FailedToUpdateEndpoint|Failed to update endpoint {space}/{name}: Operation cannot be fulfilled on endpoints "{name}": the object has been modified; please apply your changes to the latest version and try again
FailedToCreateEndpoint|Failed to create endpoint for service {space}/{name}: endpoints "{name}" already exists
FailedToUpdateEndpointSlices|Error updating Endpoint Slices for Service {space}/{name}: failed to create EndpointSlice for Service {space}/{name}: Unauthorized
PortNotAllocated|Port {number} is not allocated; repairing
PortOutOfRange|Port {number} is not within the port range {number}-{number}; please recreate service
ClusterIPAlreadyAllocated|Cluster IP [IPv4]:{ip} was assigned to multiple services; please recreate service
ClusterIPNotAllocated|Cluster IP [IPv4]: {ip} is not allocated; repairing
ClusterIPNotAllocated|the ClusterIP [IPv4]: {ip} for Service {space}/{name} has a wrong reference; repairing
IPAddressNotAllocated|IPAddress: {ip} for Service {space}/{word} appears to have leaked: cleaning up
SyncLoadBalancerFailed|Error syncing load balancer: failed to ensure load balancer: could not find any suitable subnets for creating the ELB
NotDeleted|Pod was expected by PDB {space}/{name} to be deleted but it wasn't
CalculateExpectedPodCountFailed|Failed to calculate the number of expected pods: found no controllers for pod "{pod}"
OwnerRefInvalidNamespace|ownerRef [{word}/v1/{word}, namespace: {space}, name: {word}, uid: {uid}] does not exist in namespace "{space}"
FailedResourceClaimCreation|PodResourceClaim {word}: failed to create claim: resourceclaimtemplates.resource.k8s.io "{word}" not found
LeaderElection|{node}_{uid} became leader
LeaderElection|{node}_{uid} stopped leading
TLSConfigChanged|loaded serving cert ["{word}"]: "{domain}" [serving] validServingFor=[{domain}] issuer="{word}" (2026-11-21 10:00:00 +0000 UTC to 2027-11-21 10:00:00 +0000 UTC (now=2026-11-21 10:00:00.1 +0000 UTC))
TooManyAddressesToMirror|A max of {number} addresses can be mirrored to EndpointSlices per Endpoints subset. {number} addresses were skipped
InvalidIPAddress|Skipped {few} invalid IP addresses when mirroring to EndpointSlices
ResizeInfeasible|Pod resize Infeasible: {json}: Node didn't have enough capacity: cpu, requested: {number}, capacity: {number}
`
  .split('\n')
  .filter((line) => line !== '');
