/** As many addresses and domains as there are. */
const LIMITS_OF_DNS: readonly string[] = [
  'Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: <*>',
  'Search Line limits were exceeded, some search paths have been omitted, the applied search line is: <*>',
];

/**
 * Messages as Kubernetes' components write them, by reason: `<*>` is what varies, `<~>` a text of somebody else's that is masked by
 * itself. A name may be any word – a pod may be called `pod` –, so that where it stands is the only thing that tells it from the
 * rest (kubernetes pkg/kubelet, pkg/controller, pkg/scheduler@1.36.2 and older; kubernetes/autoscaler, karpenter 2026).
 */
export const KNOWN_FORMATS: Readonly<Record<string, readonly string[]>> = {
  BackOff: [
    'Back-off restarting failed container <*> in pod <*>',
    'Back-off pulling image "<*>": <~>',
    'Back-off pulling image "<*>"',
  ],
  Killing: [
    'Stopping container <*>',
    'Init container <*> failed liveness probe',
    'Init container <*> failed startup probe',
    'Container <*> failed liveness probe, will be restarted',
    'Container <*> failed startup probe, will be restarted',
    'Container <*> definition changed, will be restarted',
    'Init container <*> definition changed',
    'Container <*> resize requires restart',
  ],
  Created: ['Created container: <*>', 'Created container <*>'],
  Started: ['Started container <*>'],
  Pulling: ['Pulling image "<*>"'],
  Pulled: [
    'Successfully pulled image "<*>" in <*> (<*> including waiting). Image size: <*> bytes.',
    'Successfully pulled image "<*>" in <*> (<*> including waiting)',
    'Successfully pulled image "<*>" in <*>',
    'Container image "<*>" already present on machine and can be accessed by the pod',
    'Container image "<*>" already present on machine',
  ],
  Failed: [
    'Failed to pull image "<*>": <~>',
    "Error: couldn't find key <*> in ConfigMap <*>",
    "Error: couldn't find key <*> in Secret <*>",
  ],
  Unhealthy: ['Readiness', 'Liveness', 'Startup'].flatMap((probe) => [
    `${probe} probe failed: HTTP probe failed with statuscode: <*>`,
    `${probe} probe failed: Get "<*>": <~>`,
    `${probe} probe failed: command timed out: "<*>" timed out after <*>`,
    `${probe} probe failed: timeout: failed to connect service "<*>" within <*>: <~>`,
    `${probe} probe failed: <~>`,
    `${probe} probe errored: <~>`,
  ]),
  Evicted: [
    ...['memory', 'ephemeral-storage', 'inodes', 'pids'].flatMap((resource) => [
      `The node was low on resource: ${resource}. <*>`,
      `The node was low on resource: ${resource}.`,
    ]),
    'Container <*> exceeded its local ephemeral storage limit "<*>". ',
    'Pod ephemeral local storage usage exceeds the total limit of containers <*>. ',
    'Usage of EmptyDir volume "<*>" exceeds the limit "<*>". ',
  ],
  Scheduled: ['Successfully assigned <*> to <*>'],
  Preempted: ['Preempted by pod <*> on node <*>', 'Preempted by <*> on node <*>'],
  TaintManagerEviction: ['Marking for deletion Pod <*>', 'Cancelling deletion of Pod <*>'],
  ScalingReplicaSet: [
    'Scaled up replica set <*> from <*> to <*>',
    'Scaled down replica set <*> from <*> to <*>',
    'Scaled up replica set <*> to <*>',
    'Scaled down replica set <*> to <*>',
  ],
  SuccessfulCreate: [
    'Created pod: <*>',
    'Created job <*>',
    'create Pod <*> in StatefulSet <*> successful',
    'Create Pod <*> in StatefulSet <*> successful',
    'create Claim <*> Pod <*> in StatefulSet <*> success',
    'Create Claim <*> Pod <*> in StatefulSet <*> success',
  ],
  SuccessfulDelete: [
    'Deleted pod: <*>',
    'Deleted job <*>',
    'delete Pod <*> in StatefulSet <*> successful',
    'Delete Pod <*> in StatefulSet <*> successful',
  ],
  FailedCreate: [
    'Error creating: pods "<*>" is forbidden: exceeded quota: <*>, requested: <*>, used: <*>, limited: <*>',
    'Error creating: pods "<*>" is forbidden: failed quota: <*>: must specify <*>',
    'Error creating: pods "<*>" is forbidden: no PriorityClass with name <*> was found',
    'Error creating: <~>',
    'create Pod <*> in StatefulSet <*> failed error: <~>',
    'Create Pod <*> in StatefulSet <*> failed error: <~>',
    'create Claim <*> Pod <*> in StatefulSet <*> failed error: <~>',
  ],
  SawCompletedJob: ['Saw completed job: <*>, condition: <~>', 'Saw completed job: <*>, status: <~>'],
  MissSchedule: ['Missed scheduled time to start a job: <*>'],
  TooManyMissedTimes: ['too many missed start times: <*>. <~>', 'too many missed start times. <~>'],
  MissingJob: ['Active job went missing: <*>'],
  UnexpectedJob: ['Saw a job that the controller did not create or forgot: <*>'],
  UnparseableSchedule: ['unparseable schedule: "<*>" : <~>'],
  RegisteredNode: ['Node <*> event: Registered Node <*> in Controller'],
  RemovingNode: ['Node <*> event: Removing Node <*> from Controller'],
  DeletingNode: ['Deleting node <*> because <~>'],
  Rebooted: ['Node <*> has been rebooted, boot id: <*>'],
  SystemOOM: ['System OOM encountered, victim process: <*>, pid: <*>'],
  SuccessfulRescale: ['New size: <*>; reason: <~>'],
  FailedRescale: ['New size: <*>; reason: <~>; error: <~>'],
  LeaderElection: ['<*> became leader', '<*> stopped leading'],
  FailedMount: [
    'MountVolume.SetUp failed for volume "<*>" : references non-existent secret key: <*>',
    'MountVolume.SetUp failed for volume "<*>" : references non-existent config key: <*>',
    'MountVolume.SetUp failed for volume "<*>" : <~>',
  ],
  DNSConfigForming: LIMITS_OF_DNS,
  CheckLimitsForResolvConf: LIMITS_OF_DNS,
  FailedGetResourceMetric: ['failed to get <~>: missing request for <~> in container <*> of Pod <*>'],
  FailedComputeMetricsReplicas: [
    'invalid metrics (<*> invalid out of <*>), first error is: failed to get <~>: missing request for <~> in container <*> of Pod <*>',
  ],
  FailedToRetrieveImagePullSecret: [
    'Unable to retrieve some image pull secrets (<*>); attempting to pull the image may not succeed.',
  ],
  WaitForPodScheduled: ['waiting for pod <*> to be scheduled'],
  ProvisioningSucceeded: ['Successfully provisioned volume <*> using <*>', 'Successfully provisioned volume <*>'],
  // Outrigger's own words (observe/synthesise).
  ContainerOOMKilled: ['Container <*> was killed: it had used up its memory'],
  ContainerExited: ['Container <*> ended with exit code <*> (<~>)', 'Container <*> ended with exit code <*>'],
  ContainerRestarted: ['Container <*> was restarted, <*> time in all', 'Container <*> was restarted, <*> times in all'],
  TriggeredScaleUp: ['pod triggered scale-up: <*>'],
  Nominated: ['Pod should schedule on: <*>'],
};

/** Of every reason: nodes tell their conditions alike. */
export const FORMATS_OF_ALL: readonly string[] = ['Node <*> status is now: <~>'];
