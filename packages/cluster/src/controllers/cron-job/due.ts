import type { ICronJob } from 'kubernetes-models/batch/v1';
import { timeOf } from '../read/time.ts';
import type { Schedule } from './schedule.ts';

/** The newest time at which a Job is due and was not started yet (pkg/controller/cronjob/utils.go mostRecentScheduleTime@1.36). */
export interface Due {
  /** Undefined when none is due. */
  readonly at: number | undefined;
  /** So many times have passed that something is wrong. */
  readonly isLate: boolean;
  /** When to look again, in ms. */
  readonly nextInMs: number;
}

/** Says what is due; undefined for a schedule whose times are less than a second apart. */
export function dueAt(cron: ICronJob, schedule: Schedule, now: number): Due {
  const { at, isLate } = mostRecent(cron, schedule, now, true);
  return { at, isLate, nextInMs: nextIn(cron, schedule, now) };
}

/** When the schedule's next time is, in ms; a little later, so that it has passed then for sure. */
export function nextIn(cron: ICronJob, schedule: Schedule, now: number): number {
  const { at, earliest, count } = mostRecent(cron, schedule, now, false);
  const next = schedule.next(at ?? (count === 0 ? earliest : now));
  return next === undefined ? NEVER : next + SLACK_MS - now;
}

const SLACK_MS = 100;
/** A timer cannot wait longer. */
const NEVER = 2 ** 31 - 1;

interface Recent {
  readonly at: number | undefined;
  readonly earliest: number;
  readonly count: number;
  readonly isLate: boolean;
}

function mostRecent({ metadata, spec, status }: ICronJob, schedule: Schedule, now: number, minds: boolean): Recent {
  let earliest = timeOf(status?.lastScheduleTime) ?? timeOf(metadata?.creationTimestamp) ?? now;
  const deadline = spec?.startingDeadlineSeconds;
  if (minds && deadline !== undefined) earliest = Math.max(earliest, now - deadline * 1000);
  const none = { at: undefined, earliest, count: 0, isLate: false };
  const first = schedule.next(earliest);
  if (first === undefined || now < first) return none;
  const second = schedule.next(first);
  if (second === undefined || now < second) return { ...none, at: first };
  const between = Math.round((second - first) / 1000) * 1000;
  if (between < 1000) return none;
  const count = Math.floor(Math.floor((now - first) / 1000) / (between / 1000)) + 1;
  // Not from the beginning: a schedule that was down for a year has many times.
  let at: number | undefined;
  for (let next = schedule.next(first + (count - 2) * between); next !== undefined && next <= now; ) {
    at = next;
    next = schedule.next(next);
  }
  return { at, earliest, count, isLate: count > 100 };
}
