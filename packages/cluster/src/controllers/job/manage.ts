import type { IJob } from 'kubernetes-models/batch/v1';
import type { IContainer, IPod } from 'kubernetes-models/v1';
import { jobs } from '../kinds.ts';
import { type Failure, lookAgain, type Plan, together } from '../plan.ts';
import { deletionOrder } from '../read/deletion-order.ts';
import { isTerminatingNamespace } from '../read/failure.ts';
import { finishedAt } from '../read/finished-at.ts';
import { isReady, isTerminating } from '../read/pod.ts';
import { createPod, deletePod, podFromTemplate } from '../read/pod-control.ts';
import { slowStart } from '../read/slow-start.ts';
import { hasLimitPerIndex } from './count-pods.ts';
import {
  failureAnnotations,
  INDEX,
  indexFailures,
  indexOf,
  isTracked,
  replacesOnlyFailed,
  TRACKING,
} from './job-pod.ts';
import { type JobLook, removeFinalizer } from './reconcile-job.ts';

/** Brings the running pods to the right number (job_controller.go manageJob@1.36). */
export function* manage(look: JobLook): Plan<Failure | undefined> {
  const { job, active } = look;
  if (job.spec?.suspend) return yield* end(look, podsToEnd(look, active.length));
  const wanted = wantedNow(look);
  const doomed = podsToEnd(look, Math.max(0, active.length - wanted)).slice(0, MOST_AT_ONCE);
  if (doomed.length > 0) return yield* end(look, doomed);
  const missing = wanted - active.length - (replacesOnlyFailed(job) ? look.terminating : 0);
  return missing > 0 ? yield* start(look, Math.min(missing, MOST_AT_ONCE)) : undefined;
}

/** MaxPodCreateDeletePerSync@1.36. */
const MOST_AT_ONCE = 500;

function wantedNow({ job, counted, active }: JobLook): number {
  const { completions, parallelism = 1 } = job.spec ?? {};
  if (completions === undefined) return counted.succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(parallelism, completions - counted.succeeded));
}

/** Pods of doubled or too high indexes, and then those that would be missed least. */
function podsToEnd({ job, active, view }: JobLook, atLeast: number): readonly IPod[] {
  const order = deletionOrder(view.now);
  const doubled: IPod[] = [];
  let single = [...active];
  if (job.spec?.completionMode === 'Indexed') {
    single = [];
    const byIndex = Map.groupBy(active, indexOf);
    for (const [index, same] of byIndex) {
      const isWanted = index !== undefined && index < (job.spec.completions ?? 0);
      const ordered = same.toSorted(order);
      const last = isWanted ? ordered.pop() : undefined;
      if (last) single.push(last);
      doubled.push(...ordered);
    }
  }
  const more = Math.max(0, atLeast - doubled.length);
  return [...doubled, ...single.sort(order).slice(0, more)];
}

function* end(look: JobLook, doomed: readonly IPod[]): Plan<Failure | undefined> {
  const settled = yield* together(doomed.map((pod) => endOne(look.job, pod)));
  const ended = settled.filter(({ error }) => error === undefined).length;
  look.activeCount -= ended;
  look.terminating += ended;
  look.ready -= doomed.filter(isReady).length;
  return settled.find(({ error }) => error !== undefined)?.error;
}

/** A pod that the Job itself ends is no failure: it is not counted. */
function* endOne(job: IJob, pod: IPod): Plan {
  if (isTracked(pod)) yield* removeFinalizer(pod);
  yield* deletePod(jobs, job, pod);
}

function* start(look: JobLook, count: number): Plan<Failure | undefined> {
  const { job, counted } = look;
  const isIndexed = job.spec?.completionMode === 'Indexed';
  const pending = isIndexed ? pendingIndexes(look, count) : Array.from({ length: count }, () => undefined);
  const waits = pending.map((index) => waitFor(look, index));
  const isDue = (_: unknown, at: number): boolean => (waits[at] ?? 0) <= 0;
  const due = pending.filter(isDue);
  if (due.length === 0) {
    if (pending.length > 0) yield* lookAgain(Math.max(1000, Math.min(...waits)));
    look.activeCount = 0;
    return undefined;
  }
  const plans = due.map((index) => createPod(jobs, job, podOf(job, index, counted.toReplace.get(index ?? -1))));
  const { settled, failure } = yield* slowStart(plans);
  look.activeCount += settled.filter(({ error }) => error === undefined || isTerminatingNamespace(error)).length;
  return isTerminatingNamespace(failure) ? undefined : failure;
}

/** The first indexes that nobody works on (firstPendingIndexes@1.36). */
function pendingIndexes({ job, counted, active, pods }: JobLook, count: number): readonly number[] {
  const taken = new Set([...counted.succeededIndexes, ...(counted.failedIndexes ?? [])]);
  const busy = replacesOnlyFailed(job) ? [...active, ...pods.filter(isTerminating)] : active;
  for (const pod of busy) taken.add(indexOf(pod) ?? -1);
  const free: number[] = [];
  for (let at = 0; at < (job.spec?.completions ?? 0) && free.length < count; at++) if (!taken.has(at)) free.push(at);
  return free;
}

/** How long a failure has to be past before the next try: 10 s, doubled each time, ten minutes at most. */
function waitFor({ job, counted, view }: JobLook, index: number | undefined): number {
  if (!hasLimitPerIndex(job)) {
    const { count, lastAt } = counted.recentFailures;
    return remaining(count, lastAt, view.now);
  }
  const replaced = counted.toReplace.get(index ?? -1);
  if (replaced === undefined) return 0;
  const { counted: failures, ignored } = indexFailures(replaced);
  return remaining(failures + ignored + 1, finishedAt(replaced), view.now);
}

function remaining(failures: number, lastAt: number, now: number): number {
  if (failures === 0) return 0;
  const backOff = Math.min(600_000, 10_000 * 2 ** (failures - 1));
  return Math.max(0, backOff - (now - lastAt));
}

function podOf(job: IJob, index: number | undefined, replaced: IPod | undefined): IPod {
  const template = job.spec?.template ?? {};
  const finalizers = [...new Set([...(template.metadata?.finalizers ?? []), TRACKING])];
  const pod = podFromTemplate(jobs, job, { ...template, metadata: { ...template.metadata, finalizers } });
  if (index === undefined) return pod;
  const marked = { [INDEX]: String(index) };
  const annotations = {
    ...pod.metadata?.annotations,
    ...marked,
    ...(hasLimitPerIndex(job) && failureAnnotations(job, replaced)),
  };
  const name = job.metadata?.name ?? '';
  const suffix = `-${index}-`;
  const { initContainers, containers = [] } = pod.spec ?? {};
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      generateName:
        `${name}${suffix}`.length > 58 ? `${name.slice(0, 58 - suffix.length)}${suffix}` : `${name}${suffix}`,
      labels: { ...pod.metadata?.labels, ...marked },
      annotations,
    },
    spec: {
      ...pod.spec,
      hostname: `${name}-${index}`,
      ...(initContainers && { initContainers: initContainers.map(withIndex) }),
      containers: containers.map(withIndex),
    },
  };
}

function withIndex(container: IContainer): IContainer {
  const { env = [] } = container;
  if (env.some(({ name }) => name === 'JOB_COMPLETION_INDEX')) return container;
  const fieldRef = { fieldPath: `metadata.labels['${INDEX}']` };
  return { ...container, env: [...env, { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef } }] };
}
