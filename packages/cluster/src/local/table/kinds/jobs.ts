import { type Draft, humanDuration } from '@outrigger/pod';
import type { ICronJob, IJob } from 'kubernetes-models/batch/v1';
import { AGE, bool, CONTAINERS, IMAGES, integer, NAME, text, wide } from '../column.ts';
import { ageOf, printContainers, since } from '../print.ts';
import { printSelector } from '../print-selector.ts';
import { type Printer, printer } from '../printer.ts';

/** Jobs (pkg/printers/internalversion/printers.go printJob@1.36). */
export const jobs: Printer = printer<IJob>(
  [
    NAME,
    text('Status', 'Status of the job.'),
    text(
      'Completions',
      'The number of pods which reached phase Succeeded. The value increases monotonically for a given spec. However, it may decrease in reaction to scale down of elastic indexed jobs.',
    ),
    text('Duration', 'Time required to complete the job.'),
    AGE,
    CONTAINERS,
    IMAGES,
    wide(
      'Selector',
      'A label query over pods that should match the pod count. Normally, the system sets this field for you. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
    ),
  ],
  (job, now) => [
    job.metadata?.name ?? '',
    stateOf(job),
    completionsOf(job),
    durationOf(job, now),
    ageOf(job, now),
    ...printContainers(job.spec?.template?.spec?.containers),
    printSelector(job.spec?.selector),
  ],
);

/** CronJobs. */
export const cronJobs: Printer = printer<ICronJob>(
  [
    NAME,
    text('Schedule', 'The schedule in Cron format, see https://en.wikipedia.org/wiki/Cron.'),
    text(
      'Timezone',
      'The time zone name for the given schedule, see https://en.wikipedia.org/wiki/List_of_tz_database_time_zones. If not specified, this will default to the time zone of the kube-controller-manager process. The set of valid time zone names and the time zone offset is loaded from the system-wide time zone database by the API server during CronJob validation and the controller manager during execution. If no system-wide time zone database can be found a bundled version of the database is used instead. If the time zone name becomes invalid during the lifetime of a CronJob or due to a change in host configuration, the controller will stop creating new new Jobs and will create a system event with the reason UnknownTimeZone. More information can be found in https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones',
    ),
    bool(
      'Suspend',
      'This flag tells the controller to suspend subsequent executions, it does not apply to already started executions.  Defaults to false.',
    ),
    integer('Active', 'A list of pointers to currently running jobs.'),
    text('Last Schedule', 'Information when was the last time the job was successfully scheduled.'),
    AGE,
    CONTAINERS,
    IMAGES,
    wide(
      'Selector',
      'A label query over pods that should match the pod count. Normally, the system sets this field for you. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
    ),
  ],
  (object, now) => {
    const { metadata, spec, status } = object;
    return [
      metadata?.name ?? '',
      spec?.schedule ?? '',
      spec?.timeZone ?? '<none>',
      // A text in a column of booleans, as upstream.
      spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False',
      status?.active?.length ?? 0,
      status?.lastScheduleTime === undefined ? '<none>' : since(status.lastScheduleTime, now),
      ageOf(object, now),
      ...printContainers(spec?.jobTemplate?.spec?.template?.spec?.containers),
      printSelector(spec?.jobTemplate?.spec?.selector),
    ];
  },
);

function stateOf({ metadata, status }: Draft<IJob>): string {
  const has = (type: string) => status?.conditions?.find((condition) => condition.type === type)?.status === 'True';
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (metadata?.deletionTimestamp !== undefined) return 'Terminating';
  if (has('Suspended')) return 'Suspended';
  if (has('FailureTarget')) return 'FailureTarget';
  return has('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function completionsOf({ spec, status }: Draft<IJob>): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationOf({ status }: Draft<IJob>, now: Date): string {
  if (status?.startTime === undefined) return '';
  const end = status.completionTime === undefined ? now.getTime() : Date.parse(status.completionTime);
  return humanDuration(end - Date.parse(status.startTime));
}
