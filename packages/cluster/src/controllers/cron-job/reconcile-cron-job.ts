import type { ICronJob, IJob } from 'kubernetes-models/batch/v1';
import { isSame } from '../../local/object/is-same.ts';
import type { Key, View } from '../controller.ts';
import { finishedCondition } from '../job/conditions.ts';
import { cronJobs, jobs } from '../kinds.ts';
import { isFailure, lookAgain, type Plan, read, remove, say, updateStatus } from '../plan.ts';
import { controllerOf } from '../read/owner.ts';
import { timeOf } from '../read/time.ts';
import { startIfDue } from './start-if-due.ts';

type Active = NonNullable<NonNullable<ICronJob['status']>['active']>;

/** A look at a cron job, as far as it has come. */
export interface CronLook {
  readonly view: View;
  readonly cron: ICronJob;
  active: Active;
  lastScheduleTime: string | undefined;
  lastSuccessfulTime: string | undefined;
}

/** One look at one cron job (pkg/controller/cronjob/cronjob_controllerv2.go sync@1.36). */
export function* reconcileCronJob(view: View, { namespace, name }: Key): Plan {
  const cron = view.get(cronJobs, namespace, name);
  if (cron === undefined) return;
  const own = view.list(jobs, namespace).filter((job) => controllerOf(job)?.name === name);
  const { active = [], lastScheduleTime, lastSuccessfulTime } = cron.status ?? {};
  const look: CronLook = { view, cron, active, lastScheduleTime, lastSuccessfulTime };
  yield* forgetOldJobs(look, own);
  yield* seeJobs(look, own);
  let failure: unknown;
  try {
    const afterMs = cron.metadata?.deletionTimestamp === undefined ? yield* startIfDue(look) : undefined;
    if (afterMs !== undefined) yield* lookAgain(afterMs);
  } catch (error) {
    if (!isFailure(error)) throw error;
    failure = error;
  }
  yield* writeStatus(look);
  if (failure !== undefined) throw failure;
}

/** Jobs that have ended are kept up to a limit (cleanupFinishedJobs@1.36). */
function* forgetOldJobs(look: CronLook, own: readonly IJob[]): Plan {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = look.cron.spec ?? {};
  const ended = (type: string): IJob[] =>
    own.filter(({ status }) => finishedCondition(status?.conditions)?.type === type);
  yield* removeOldest(look, ended('Complete'), successfulJobsHistoryLimit);
  yield* removeOldest(look, ended('Failed'), failedJobsHistoryLimit);
}

function* removeOldest(look: CronLook, ended: readonly IJob[], limit: number | undefined): Plan {
  if (limit === undefined) return;
  const byStart = ended.toSorted((a, b) => {
    const [atA, atB] = [a, b].map(({ status }) => timeOf(status?.startTime) ?? Number.POSITIVE_INFINITY) as [
      number,
      number,
    ];
    return atA === atB ? ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1) : atA - atB;
  });
  for (const job of byStart.slice(0, Math.max(0, ended.length - limit))) yield* removeJob(look, job);
}

/** Deletes a Job and tells of it; gives whether that went well. */
export function* removeJob(look: CronLook, job: IJob): Plan<boolean> {
  const { cron } = look;
  try {
    yield* remove(jobs, job, { propagationPolicy: 'Background' });
  } catch (error) {
    if (!isFailure(error)) throw error;
    yield* say(cronJobs, cron, 'Warning', 'FailedDelete', `Deleted job: ${error.message}`);
    return false;
  }
  look.active = look.active.filter(({ uid }) => uid !== job.metadata?.uid);
  yield* say(cronJobs, cron, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata?.name}`);
  return true;
}

/** Which Jobs have ended, came from elsewhere, or went missing. */
function* seeJobs(look: CronLook, own: readonly IJob[]): Plan {
  const { cron } = look;
  for (const job of own) {
    const { name, uid } = job.metadata ?? {};
    const isActive = look.active.some((active) => active.uid === uid);
    const end = finishedCondition(job.status?.conditions);
    if (end === undefined) {
      if (isActive || (yield* isKnownByNow(look, uid))) continue;
      const message = `Saw a job that the controller did not create or forgot: ${name}`;
      yield* say(cronJobs, cron, 'Warning', 'UnexpectedJob', message);
      continue;
    }
    if (isActive) {
      look.active = look.active.filter((active) => active.uid !== uid);
      const message = `Saw completed job: ${name}, condition: ${end.type}`;
      yield* say(cronJobs, cron, 'Normal', 'SawCompletedJob', message);
    }
    const at = end.type === 'Complete' ? job.status?.completionTime : undefined;
    if (at !== undefined && (timeOf(at) ?? 0) > (timeOf(look.lastSuccessfulTime) ?? 0)) look.lastSuccessfulTime = at;
  }
  const uids = new Set(own.map(({ metadata }) => metadata?.uid));
  for (const { uid, name = '', namespace = '' } of look.active) {
    if (uids.has(uid) || (yield* read(jobs, { namespace, name })) !== undefined) continue;
    yield* say(cronJobs, cron, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
    look.active = look.active.filter((active) => active.uid !== uid);
  }
}

function* isKnownByNow({ cron }: CronLook, uid: string | undefined): Plan<boolean> {
  const { namespace = '', name = '' } = cron.metadata ?? {};
  const fresh = yield* read(cronJobs, { namespace, name });
  return fresh?.status?.active?.some((active) => active.uid === uid) ?? false;
}

function* writeStatus({ cron, active, lastScheduleTime, lastSuccessfulTime }: CronLook): Plan {
  const status = {
    ...(active.length > 0 && { active }),
    ...(lastScheduleTime !== undefined && { lastScheduleTime }),
    ...(lastSuccessfulTime !== undefined && { lastSuccessfulTime }),
  };
  if (!isSame(status, cron.status)) yield* updateStatus(cronJobs, { ...cron, status });
}
