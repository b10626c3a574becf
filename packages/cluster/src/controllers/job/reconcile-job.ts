import type { IJob } from 'kubernetes-models/batch/v1';
import type { IPod } from 'kubernetes-models/v1';
import type { Key, View } from '../controller.ts';
import { jobs, pods } from '../kinds.ts';
import { type Failure, type Plan, patch, say, together } from '../plan.ts';
import { claim } from '../read/claim.ts';
import { controllerOf } from '../read/owner.ts';
import { isActive, isReady, isTerminating } from '../read/pod.ts';
import { deletePod } from '../read/pod-control.ts';
import { apiTime } from '../read/time.ts';
import { ensured, isFinishedJob, type JobCondition, jobCondition } from './conditions.ts';
import { type Counted, countPods } from './count-pods.ts';
import type { FailureMemory } from './failure-memory.ts';
import { isTracked, TRACKING } from './job-pod.ts';
import { judge } from './judge.ts';
import { manage } from './manage.ts';
import { trackStatus } from './track-status.ts';

/** A look at a Job, as far as it has come. */
export interface JobLook {
  readonly view: View;
  job: IJob;
  readonly pods: readonly IPod[];
  readonly active: readonly IPod[];
  readonly counted: Counted;
  /** Of the status that is being made. */
  ready: number;
  terminating: number;
  activeCount: number;
  /** How the Job ends, when it does. */
  end: JobCondition | undefined;
}

/** One look at one Job (pkg/controller/job/job_controller.go syncJob@1.36). */
export function* reconcileJob(memory: FailureMemory, view: View, { namespace, name }: Key): Plan {
  const known = view.get(jobs, namespace, name);
  if (known === undefined) return yield* letOrphansGo(view, namespace);
  if (known.spec?.managedBy !== undefined && known.spec.managedBy !== 'kubernetes.io/job-controller') return;
  if (isFinishedJob(known)) {
    memory.forget(known.metadata?.uid ?? '');
    return yield* releaseRest(view, known);
  }
  const owned = yield* claim<IJob, IPod>({
    owner: known,
    ownerKind: jobs,
    kind: pods,
    selector: known.spec?.selector,
    candidates: view.list(pods, namespace),
    finalizers: [TRACKING],
  });
  const look = lookAt(view, started(view, known), owned, memory);
  look.end = yield* judge(look);
  const { failure, isNews } = yield* act(look);
  yield* trackStatus(look, isNews);
  if (failure !== undefined) throw failure;
}

function lookAt(view: View, job: IJob, owned: readonly IPod[], memory: FailureMemory): JobLook {
  const active = owned.filter(isActive);
  const counted = countPods(job, owned, memory);
  const ready = active.filter(isReady).length;
  const terminating = owned.filter(isTerminating).length;
  return { view, job, pods: owned, active, counted, ready, terminating, activeCount: active.length, end: undefined };
}

function started(view: View, job: IJob): IJob {
  if (job.status?.startTime !== undefined || job.spec?.suspend) return job;
  return { ...job, status: { ...job.status, startTime: apiTime(view.now) } };
}

/** Ends all pods of a Job that is over, or brings them to the right number. */
function* act(look: JobLook): Plan<{ readonly failure: Failure | undefined; readonly isNews: boolean }> {
  const { job, active } = look;
  const before = job.status ?? {};
  const failure = look.end === undefined ? yield* manageOrComplete(look) : yield* endAll(look, active);
  const told = look.end === undefined ? yield* tellOfSuspension(look) : false;
  const isNews =
    told ||
    look.activeCount !== (before.active ?? 0) ||
    look.ready !== before.ready ||
    look.terminating !== before.terminating;
  const { active: _, ...rest } = look.job.status ?? {};
  look.job = {
    ...look.job,
    status: {
      ...rest,
      ...(look.activeCount > 0 && { active: look.activeCount }),
      ready: look.ready,
      terminating: look.terminating,
    },
  };
  return { failure, isNews };
}

function* manageOrComplete(look: JobLook): Plan<Failure | undefined> {
  const { job, counted, view } = look;
  const failure = job.metadata?.deletionTimestamp === undefined ? yield* manage(look) : undefined;
  const { completions } = job.spec ?? {};
  const isEnough = completions === undefined ? counted.succeeded > 0 : counted.succeeded >= completions;
  if (isEnough && look.activeCount === 0) {
    const message = 'Reached expected number of succeeded pods';
    look.end = jobCondition(view.now, 'SuccessCriteriaMet', 'CompletionsReached', message);
  }
  return failure;
}

/** The condition is told when all pods were told to end. */
function* endAll(look: JobLook, active: readonly IPod[]): Plan<Failure | undefined> {
  const settled = yield* together(active.map((pod) => deletePod(jobs, look.job, pod)));
  const deleted = settled.filter(({ error }) => error === undefined).length;
  if (deleted !== active.length) look.end = undefined;
  look.activeCount -= deleted;
  look.terminating += deleted;
  look.ready -= active.filter(isReady).length;
  return settled.find(({ error }) => error !== undefined)?.error;
}

function* tellOfSuspension(look: JobLook): Plan<boolean> {
  const { job, view } = look;
  if (job.metadata?.deletionTimestamp !== undefined) return false;
  const isSuspended = job.spec?.suspend === true;
  const next = isSuspended
    ? jobCondition(view.now, 'Suspended', 'JobSuspended', 'Job suspended')
    : jobCondition(view.now, 'Suspended', 'JobResumed', 'Job resumed', 'False');
  const conditions = ensured(job.status?.conditions, next);
  if (conditions === undefined) return false;
  yield* say(jobs, job, 'Normal', isSuspended ? 'Suspended' : 'Resumed', next.message ?? '');
  const { startTime: _, ...status } = job.status ?? {};
  look.job = {
    ...job,
    status: { ...status, conditions: [...conditions], ...(!isSuspended && { startTime: apiTime(view.now) }) },
  };
  return true;
}

/** Pods that are not counted any more need not wait for it (syncOrphanPod@1.36). */
function* releaseRest(view: View, job: IJob): Plan {
  yield* release(view.controlledBy(pods, job.metadata?.uid ?? '').filter(isTracked));
}

function* letOrphansGo(view: View, namespace: string): Plan {
  const orphans = view.list(pods, namespace).filter((pod) => {
    const owner = controllerOf(pod);
    const job = owner?.kind === 'Job' ? view.get(jobs, namespace, owner.name) : undefined;
    return isTracked(pod) && (owner === undefined || (owner.kind === 'Job' && job?.metadata?.uid !== owner.uid));
  });
  yield* release(orphans);
}

function* release(tracked: readonly IPod[]): Plan {
  const settled = yield* together(tracked.map(removeFinalizer));
  const failure = settled.find(({ error }) => error !== undefined && error.code !== 404)?.error;
  if (failure) throw failure;
}

/** Takes the finalizer from a pod that has been counted. */
export function* removeFinalizer(pod: IPod): Plan {
  const body = { metadata: { '$deleteFromPrimitiveList/finalizers': [TRACKING] } };
  yield* patch(pods, pod, { kind: 'strategic', body });
}
