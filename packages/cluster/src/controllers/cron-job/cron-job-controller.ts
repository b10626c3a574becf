import type { ICronJob } from 'kubernetes-models/batch/v1';
import { type Change, type Controller, type View, type Wake, watching } from '../controller.ts';
import { cronJobs, jobs } from '../kinds.ts';
import { itsController, keyOf } from '../read/owner.ts';
import { nextIn } from './due.ts';
import { reconcileCronJob } from './reconcile-cron-job.ts';
import { readSchedule } from './schedule.ts';

/** Starts Jobs by the clock: pkg/controller/cronjob@1.36. */
export const cronJobController: Controller = {
  name: 'cronjob-controller',
  watches: [watching(cronJobs, ofCronJob), watching(jobs, (change, view) => itsController(cronJobs, change, view))],
  reconcile: reconcileCronJob,
};

/** A new schedule does not begin with a time that the old one has let pass (updateCronJob@1.36). */
function* ofCronJob({ before, after }: Change<ICronJob>, view: View): Iterable<Wake> {
  if (after === undefined) return;
  const [then, now] = [before?.spec, after.spec];
  const isMoved = before !== undefined && (then?.schedule !== now?.schedule || then?.timeZone !== now?.timeZone);
  const schedule = isMoved ? readSchedule(now?.schedule ?? '', now?.timeZone) : undefined;
  if (schedule && 'next' in schedule) yield { ...keyOf(after), afterMs: nextIn(after, schedule, view.now) };
  else yield keyOf(after);
}
