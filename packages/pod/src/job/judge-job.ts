import type { IJobSpec } from 'kubernetes-models/batch/v1';
import type { PodStatus } from '../lifecycle/status/pod-status.ts';
import type { Pod } from '../model/pod.ts';

/** A pod of a Job, as its controller sees it. */
export interface JobPod {
  readonly pod: Pod;
  readonly status: PodStatus;
  /** It has a deletion timestamp. */
  readonly deleting: boolean;
  /** Conditions of other writers than the kubelet, such as DisruptionTarget. */
  readonly conditions?: readonly PodCondition[];
}

/** A condition as the API has it. */
export interface PodCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
}

/** What is to be judged: the pods that are there, and how many were counted before and are gone. */
export interface JobPods {
  readonly pods: readonly JobPod[];
  readonly before?: { readonly succeeded: number; readonly failed: number };
}

/** How a Job stands. */
export interface JobVerdict {
  readonly succeeded: number;
  /** Without the pods that the pod failure policy ignores. */
  readonly failed: number;
  /** Restarts of all containers of unfinished pods, sidecars and init containers included; they count under OnFailure. */
  readonly restarts: number;
  /** Why the Job fails now; undefined while it goes on. */
  readonly failure:
    | { readonly reason: 'PodFailurePolicy' | 'BackoffLimitExceeded'; readonly message: string }
    | undefined;
}

/**
 * Says what the Job controller makes of a Job's pods. A pod counts once it is Succeeded or Failed, which is after its
 * sidecars were stopped; but a sidecar's restarts count against `backoffLimit`, and its exit code for the pod failure policy.
 *
 * Source: pkg/controller/job/job_controller.go: syncJob, getNewFinishedPods, pastBackoffLimitOnFailure at 1.36.2.
 *
 * @example
 * judgeJob({ backoffLimit: 2, template }, { pods: [{ pod, status, deleting: false }] }).failure?.reason;
 */
export function judgeJob(job: IJobSpec, { pods, before = { succeeded: 0, failed: 0 } }: JobPods): JobVerdict {
  const failed = pods.filter((pod) => hasFailed(job, pod));
  const counts = {
    succeeded: before.succeeded + pods.filter(({ status }) => status.phase === 'Succeeded').length,
    failed: before.failed + failed.filter((pod) => matchFailurePolicy(job, pod)?.action !== 'Ignore').length,
    restarts: pods.filter(isUnfinished).reduce((sum, pod) => sum + restartsOf(pod), 0),
  };
  return { ...counts, failure: failureOf(job, failed, counts) };
}

/** The first rule of a Job's pod failure policy that a failed pod matches, and what the Job says when it fails for it. */
export interface PolicyMatch {
  readonly action: 'Count' | 'FailIndex' | 'FailJob' | 'Ignore';
  readonly rule: number;
  readonly message: string;
}

/** Matches a failed pod against the rules, the first of which wins (pod_failure_policy.go at 1.36.2). */
export function matchFailurePolicy(job: IJobSpec, failed: JobPod): PolicyMatch | undefined {
  const name = `${failed.pod.namespace}/${failed.pod.name}`;
  for (const [rule, { action, onExitCodes, onPodConditions }] of (job.podFailurePolicy?.rules ?? []).entries()) {
    if (onExitCodes) {
      const found = containerMatching(failed, onExitCodes);
      const message = `Container ${found?.name} for pod ${name} failed with exit code ${found?.exitCode} matching ${action} rule at index ${rule}`;
      if (found) return { action, rule, message };
    } else if (onPodConditions) {
      const type = conditionMatching(failed, onPodConditions);
      if (type)
        return { action, rule, message: `Pod ${name} has condition ${type} matching ${action} rule at index ${rule}` };
    }
  }
  return undefined;
}

function failureOf(
  job: IJobSpec,
  failed: readonly JobPod[],
  counts: Omit<JobVerdict, 'failure'>,
): JobVerdict['failure'] {
  for (const pod of failed) {
    const match = matchFailurePolicy(job, pod);
    if (match?.action === 'FailJob') return { reason: 'PodFailurePolicy', message: match.message };
  }
  const limit = job.backoffLimit ?? (job.backoffLimitPerIndex === undefined ? 6 : MOST);
  if (counts.failed <= limit && !isPastLimitByRestarts(job, counts.restarts, limit)) return undefined;
  return { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
}

/** The API server's default beside `backoffLimitPerIndex`: as good as no limit (pkg/apis/batch/v1/defaults.go). */
const MOST = 2_147_483_647;

/** Reaching the limit is enough, unlike with failed pods, which have to exceed it. */
function isPastLimitByRestarts(job: IJobSpec, restarts: number, limit: number): boolean {
  if (job.template.spec?.restartPolicy !== 'OnFailure') return false;
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

/** A pod that is being deleted counts as failed at once, unless only failed pods are to be replaced (isPodFailed). */
function hasFailed(job: IJobSpec, { status, deleting }: JobPod): boolean {
  if (status.phase === 'Failed') return true;
  if (job.podReplacementPolicy === 'Failed' || job.podFailurePolicy !== undefined) return false;
  return deleting && status.phase !== 'Succeeded';
}

function isUnfinished({ status }: JobPod): boolean {
  return status.phase === 'Pending' || status.phase === 'Running';
}

function restartsOf({ pod, status }: JobPod): number {
  return [...pod.inits, ...pod.mains].reduce((sum, c) => sum + (status.containers[c.index]?.restarts ?? 0), 0);
}

type ExitCodes = NonNullable<NonNullable<IJobSpec['podFailurePolicy']>['rules'][number]['onExitCodes']>;

/** Main containers are looked at before init containers and sidecars, which match too when no name is given. */
function containerMatching(
  { pod, status }: JobPod,
  { containerName, operator, values }: ExitCodes,
): { readonly name: string; readonly exitCode: number } | undefined {
  for (const { index, name } of [...pod.mains, ...pod.inits]) {
    const state = status.containers[index]?.state;
    if (state?.is !== 'terminated' || state.exitCode === 0) continue;
    if (containerName !== undefined && containerName !== name) continue;
    if (values.includes(state.exitCode) === (operator === 'In')) return { name, exitCode: state.exitCode };
  }
  return undefined;
}

function conditionMatching(
  { status, conditions = [] }: JobPod,
  patterns: readonly { readonly type: string; readonly status?: string }[],
): string | undefined {
  const own = status.conditions.map((c) => ({ type: c.type, status: c.status ? 'True' : 'False' }));
  return [...own, ...conditions].find((condition) =>
    patterns.some(({ type, status = 'True' }) => type === condition.type && status === condition.status),
  )?.type;
}
