import type { IJob } from 'kubernetes-models/batch/v1';
import type { IPod } from 'kubernetes-models/v1';

/** Keeps a pod until it has been counted (batch/v1 JobTrackingFinalizer). */
export const TRACKING = 'batch.kubernetes.io/job-tracking';
export const INDEX = 'batch.kubernetes.io/job-completion-index';
const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';

/** Whether a pod has not been counted for good. */
export function isTracked({ metadata }: IPod): boolean {
  return metadata?.finalizers?.includes(TRACKING) ?? false;
}

/** Which completion a pod is for; undefined for none. */
export function indexOf({ metadata }: IPod): number | undefined {
  const text = metadata?.annotations?.[INDEX];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Whether a pod counts as failed: one that is being deleted does, unless only ended ones are replaced (isPodFailed@1.36). */
export function hasFailed({ status, metadata }: IPod, job: IJob): boolean {
  if (status?.phase === 'Failed') return true;
  if (replacesOnlyFailed(job)) return false;
  return metadata?.deletionTimestamp !== undefined && status?.phase !== 'Succeeded';
}

/** Whether a pod is replaced when it has ended only, and not while it ends. */
export function replacesOnlyFailed({ spec }: IJob): boolean {
  return spec?.podReplacementPolicy === 'Failed' || spec?.podFailurePolicy !== undefined;
}

/** How often the index of a pod had failed before it. */
export function indexFailures({ metadata }: IPod): { readonly counted: number; readonly ignored: number } {
  const read = (key: string): number => Number(metadata?.annotations?.[key] ?? 0) || 0;
  return { counted: read(FAILURES), ignored: read(IGNORED) };
}

/** The annotations of a pod that replaces a failed one of its index. */
export function failureAnnotations(job: IJob, replaced: IPod | undefined): Readonly<Record<string, string>> {
  let { counted, ignored } = replaced ? indexFailures(replaced) : { counted: 0, ignored: 0 };
  if (replaced && matchFailurePolicy(job, replaced).counts) counted++;
  else if (replaced) ignored++;
  return { [FAILURES]: String(counted), ...(ignored > 0 && { [IGNORED]: String(ignored) }) };
}

/** What a Job's pod failure policy says of a failed pod (pkg/controller/job/pod_failure_policy.go@1.36). */
export function matchFailurePolicy({ spec }: IJob, pod: IPod): PolicyVerdict {
  for (const [at, rule] of (spec?.podFailurePolicy?.rules ?? []).entries()) {
    const why = rule.onExitCodes ? byExitCode(rule.onExitCodes, pod) : byCondition(rule.onPodConditions ?? [], pod);
    if (why === undefined) continue;
    const { action } = rule;
    const message = `${why} matching ${action} rule at index ${at}`;
    return { counts: action !== 'Ignore', action, ...(action === 'FailJob' && { message }) };
  }
  return { counts: true };
}

/** Whether a failure counts, which rule's action it was, and why the Job fails for it. */
export interface PolicyVerdict {
  readonly counts: boolean;
  readonly action?: string;
  readonly message?: string;
}

type Rule = NonNullable<NonNullable<NonNullable<IJob['spec']>['podFailurePolicy']>['rules']>[number];

function byExitCode(
  { containerName, operator, values }: NonNullable<Rule['onExitCodes']>,
  pod: IPod,
): string | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  for (const { name, state } of [...containerStatuses, ...initContainerStatuses]) {
    const code = state?.terminated?.exitCode ?? 0;
    if (code === 0 || (containerName !== undefined && containerName !== name)) continue;
    if ((operator === 'In') !== values.includes(code)) continue;
    return `Container ${name} for pod ${pod.metadata?.namespace}/${pod.metadata?.name} failed with exit code ${code}`;
  }
  return undefined;
}

function byCondition(patterns: NonNullable<Rule['onPodConditions']>, pod: IPod): string | undefined {
  for (const { type, status } of pod.status?.conditions ?? []) {
    if (patterns.some((pattern) => pattern.type === type && (pattern.status ?? 'True') === status)) {
      return `Pod ${pod.metadata?.namespace}/${pod.metadata?.name} has condition ${type}`;
    }
  }
  return undefined;
}
