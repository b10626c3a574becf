import type { ICronJob, IJob } from 'kubernetes-models/batch/v1';
import { cronJobs, jobs } from '../kinds.ts';
import { create, isFailure, type Plan, read, say } from '../plan.ts';
import { isTerminatingNamespace } from '../read/failure.ts';
import { controllerOf, controllerRef } from '../read/owner.ts';
import { apiTime, timeOf } from '../read/time.ts';
import { dueAt } from './due.ts';
import { type CronLook, removeJob } from './reconcile-cron-job.ts';
import { isTimeZone, readSchedule } from './schedule.ts';

/** Starts the Job that is due, and says when to look again, in ms (cronjob_controllerv2.go syncCronJob@1.36). */
export function* startIfDue(look: CronLook): Plan<number | undefined> {
  const { cron, view } = look;
  const { schedule: text = '', timeZone, suspend, startingDeadlineSeconds, concurrencyPolicy } = cron.spec ?? {};
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    const message = `invalid timeZone: ${JSON.stringify(timeZone)}: unknown time zone ${timeZone}`;
    return yield* warn(cron, 'UnknownTimeZone', message);
  }
  if (suspend) return undefined;
  if (text.includes('TZ')) yield* warn(cron, 'UnsupportedSchedule', unsupported(text));
  const schedule = readSchedule(text, timeZone);
  if ('problem' in schedule) {
    const message = `unparseable schedule: ${JSON.stringify(text)} : ${schedule.problem}`;
    return yield* warn(cron, 'UnparseableSchedule', message);
  }
  const { at, isLate, nextInMs } = dueAt(cron, schedule, view.now);
  if (at === undefined) return nextInMs;
  if (isLate) {
    const message = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
    yield* warn(cron, 'TooManyMissedTimes', message);
  }
  if (startingDeadlineSeconds !== undefined && at + startingDeadlineSeconds * 1000 < view.now) {
    yield* warn(cron, 'MissSchedule', `Missed scheduled time to start a job: ${rfc1123(at)}`);
    return nextInMs;
  }
  const name = `${cron.metadata?.name}-${Math.floor(at / 60_000)}`;
  if (look.active.some((active) => active.name === name) || timeOf(look.lastScheduleTime) === at) return nextInMs;
  if (concurrencyPolicy === 'Forbid' && look.active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
    yield* say(cronJobs, cron, 'Normal', 'JobAlreadyActive', message);
    return nextInMs;
  }
  if (concurrencyPolicy === 'Replace') yield* replaceActive(look);
  yield* start(look, name, at);
  // From what has been started now, not from what the last status says.
  return dueAt({ ...cron, status: { ...cron.status, lastScheduleTime: apiTime(at) } }, schedule, view.now).nextInMs;
}

function* replaceActive(look: CronLook): Plan {
  for (const { namespace = '', name = '' } of look.active) {
    const job = yield* read(jobs, { namespace, name });
    if (job && !(yield* removeJob(look, job))) return;
  }
}

function* start(look: CronLook, name: string, at: number): Plan {
  const { cron } = look;
  let job: IJob | undefined;
  try {
    job = yield* create(jobs, jobOf(cron, name, at));
    yield* say(cronJobs, cron, 'Normal', 'SuccessfulCreate', `Created job ${name}`);
  } catch (error) {
    if (!isFailure(error, 409)) {
      if (isFailure(error) && !isTerminatingNamespace(error)) {
        yield* warn(cron, 'FailedCreate', `Error creating job: ${error.message}`);
      }
      throw error;
    }
    job = yield* read(jobs, { namespace: cron.metadata?.namespace ?? '', name });
    if (controllerOf(job)?.uid !== cron.metadata?.uid) return;
  }
  const { namespace = '', uid = '', resourceVersion = '' } = job?.metadata ?? {};
  const reference = { kind: 'Job', namespace, name, uid, apiVersion: 'batch/v1', resourceVersion };
  look.active = [...look.active.filter((active) => active.uid !== uid), reference];
  look.lastScheduleTime = apiTime(at);
}

function jobOf(cron: ICronJob, name: string, at: number): IJob {
  const { namespace } = cron.metadata ?? {};
  const { metadata, spec } = cron.spec?.jobTemplate ?? {};
  const stamp = { 'batch.kubernetes.io/cronjob-scheduled-timestamp': zoned(at, cron.spec?.timeZone) };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(metadata?.labels && { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, ...stamp },
      ownerReferences: [controllerRef(cronJobs, cron)],
    },
    ...(spec && { spec }),
  };
}

/** RFC 3339 in the zone of the schedule. */
function zoned(at: number, timeZone: string | undefined): string {
  if (timeZone === undefined || timeZone === 'UTC') return apiTime(at);
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const local = format.format(at).replace(' ', 'T');
  const minutes = Math.round((Date.parse(`${local}Z`) - at) / 60_000);
  if (minutes === 0) return `${local}Z`;
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${local}${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

function rfc1123(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

function unsupported(text: string): string {
  const page = 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/';
  return `CRON_TZ or TZ used in schedule ${JSON.stringify(text)} is not officially supported, see ${page} for more details`;
}

function* warn(cron: ICronJob, reason: string, message: string): Plan<undefined> {
  yield* say(cronJobs, cron, 'Warning', reason, message);
  return undefined;
}
