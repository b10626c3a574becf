import { cronJob, workload } from '../cast.ts';
import { AGENT, DB, LOAD, LONE, NIGHTLY, OFTEN, ONCE_NORMAL, type Row, WEB } from './row.ts';

/** What containers, probes, hooks and Jobs suffer. */
export const LIFE: readonly Row[] = [
  {
    what: 'a native sidecar never starts',
    ...AGENT,
    reason: 'Killing',
    message: 'Init container proxy failed startup probe',
    more: { ...ONCE_NORMAL, times: 4 },
  },
  {
    what: 'an init container of a Job crashes',
    ...LOAD,
    reason: 'BackOff',
    message: 'Back-off restarting failed container migrate in pod load-0_etl(5460af0b-0b4c-43ba-beaa-ce254b54281f)',
    more: OFTEN,
  },
  {
    what: 'a container of a CronJob crashes',
    ...NIGHTLY,
    reason: 'BackOff',
    message:
      'Back-off restarting failed container app in pod nightly-1-x2k40_etl(5460af0b-0b4c-43ba-beaa-ce254b54281f)',
    more: OFTEN,
  },
  {
    what: 'a readiness probe by gRPC says no',
    ...DB,
    reason: 'Unhealthy',
    message: 'Readiness probe failed: service unhealthy (responded with "NOT_SERVING")',
    more: OFTEN,
  },
  {
    what: 'a readiness probe by gRPC reaches nobody',
    ...LONE,
    reason: 'Unhealthy',
    message:
      'Readiness probe failed: timeout: failed to connect service "10.0.0.1:50051" within 1s: context deadline exceeded',
    more: OFTEN,
  },
  {
    what: 'a command takes too long for its probe',
    ...AGENT,
    reason: 'Unhealthy',
    message: 'Liveness probe failed: command timed out: "sleep 10" timed out after 1s',
    more: OFTEN,
  },
  {
    what: 'a web server is too slow for its probe',
    ...NIGHTLY,
    reason: 'Unhealthy',
    message:
      'Readiness probe failed: Get "http://10.0.0.1:8080/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    more: OFTEN,
  },
  {
    what: 'a hook after the start fails in a DaemonSet',
    ...AGENT,
    reason: 'FailedPostStartHook',
    message: 'PostStartHook failed',
    more: OFTEN,
  },
  {
    what: 'a hook before the stop fails in a StatefulSet',
    ...DB,
    reason: 'FailedPreStopHook',
    message: 'PreStopHook failed',
  },
  {
    what: 'a pod may not run for so long',
    ...LONE,
    reason: 'DeadlineExceeded',
    message: 'Pod was active on the node longer than the specified deadline',
    more: ONCE_NORMAL,
  },
  {
    what: 'the failure of a pod fails its Job by a rule',
    objects: workload('Job', 'etl/load'),
    about: 'Job etl/load',
    root: 'Job etl/load',
    reason: 'PodFailurePolicy',
    message: 'Container app for pod etl/load-0 failed with exit code 42 matching FailJob rule at index 0',
    more: { from: 'job-controller' },
  },
  {
    what: 'too many indexes of a Job fail',
    objects: workload('Job', 'etl/load'),
    about: 'Job etl/load',
    root: 'Job etl/load',
    reason: 'MaxFailedIndexesExceeded',
    message: 'Job has exceeded the specified maximal number of failed indexes',
    more: { from: 'job-controller' },
  },
  {
    what: 'some indexes of a Job of a CronJob fail',
    objects: cronJob('etl/nightly', 'nightly-1'),
    about: 'Job etl/nightly-1',
    root: 'CronJob etl/nightly',
    reason: 'FailedIndexes',
    message: 'Job has failed indexes',
    more: { from: 'job-controller' },
  },
  {
    what: 'a pod of a StatefulSet uses more scratch space than it may',
    ...DB,
    reason: 'Evicted',
    message: 'Container db exceeded its local ephemeral storage limit "1Gi". ',
  },
  {
    what: 'a volume of a pod of nobody grows too large',
    ...LONE,
    reason: 'Evicted',
    message: 'Usage of EmptyDir volume "cache" exceeds the limit "1Gi". ',
  },
  {
    what: 'a kubelet puts a pod of its own before others',
    ...WEB,
    reason: 'Preempting',
    message: 'Preempted in order to admit critical pod',
  },
  {
    what: 'a pod comes to a node that is not for it',
    ...AGENT,
    reason: 'NodeAffinity',
    message: "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
  },
  {
    what: 'a pod comes to a node that is full',
    ...LONE,
    reason: 'OutOfpods',
    message: "Node didn't have enough resource: pods, requested: 1, used: 110, capacity: 110",
  },
  {
    what: 'cores cannot be had from one socket',
    ...DB,
    reason: 'TopologyAffinityError',
    message: 'Resources cannot be allocated with Topology locality',
  },
  {
    what: 'a resize cannot be had',
    ...DB,
    reason: 'ResizeInfeasible',
    message:
      'Pod resize Infeasible: {"containers":[{"name":"db"}]}: Node didn\'t have enough capacity: cpu, requested: 9000, capacity: 4000',
    more: OFTEN,
  },
  {
    what: 'the sandbox of a pod of a Job dies',
    ...LOAD,
    reason: 'SandboxChanged',
    message: 'Pod sandbox changed, it will be killed and re-created.',
    more: ONCE_NORMAL,
  },
];

/** What images suffer. */
export const IMAGES: readonly Row[] = [
  {
    what: 'an image of a DaemonSet is not there and may not be pulled',
    ...AGENT,
    reason: 'ErrImageNeverPull',
    message: 'Container image "localhost/absent:8" is not present with pull policy of Never',
    more: OFTEN,
  },
  {
    what: 'an image has no name',
    ...NIGHTLY,
    reason: 'InspectFailed',
    message:
      'Failed to apply default image tag "UPPER/case:::x": couldn\'t parse image name "UPPER/case:::x": invalid reference format',
    more: OFTEN,
  },
  {
    what: 'an image is for another machine',
    ...DB,
    reason: 'Failed',
    message:
      'Failed to pull image "a/b:1": failed to pull and unpack image "docker.io/a/b:1": no match for platform in manifest: not found',
    more: OFTEN,
  },
  {
    what: 'a signature is not valid',
    ...LONE,
    reason: 'Failed',
    message:
      'Failed to pull image "a/b:1": SignatureValidationFailed: image pull failed for a/b:1 because the signature validation failed',
    more: OFTEN,
  },
  {
    what: 'the disk is full of images',
    ...LOAD,
    reason: 'Failed',
    message:
      'Failed to pull image "a/b:1": failed to extract layer sha256:9f86: write /var/lib/containerd/x: no space left on device',
    more: OFTEN,
  },
];
