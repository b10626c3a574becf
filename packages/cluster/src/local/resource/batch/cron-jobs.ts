import type { Draft, Scope } from '@outrigger/pod';
import type { ICronJob } from 'kubernetes-models/batch/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateCounts } from '../rules/field-checks.ts';
import { keptTemplate } from '../rules/pod-template.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';
import { workloadWarnings } from '../rules/workload-warnings.ts';
import { withJobTemplateDefaults } from './job-defaults.ts';
import { scheduleProblem, timeZoneProblem } from './schedule-problem.ts';
import { validateJobSpec } from './validate-job-spec.ts';

type Spec = NonNullable<Draft<ICronJob>['spec']>;

/** CronJobs. Sources: pkg/apis/batch/{v1/defaults.go,validation}, pkg/registry/batch/cronjob@1.36. */
export const cronJobs: Resource = declare({
  group: 'batch',
  plural: 'cronjobs',
  kind: 'CronJob',
  shortNames: ['cj'],
  categories: ['all'],
  rules: {
    setDefaults: (object) => ({ ...object, spec: withDefaults(specOf(object)) }),
    prepareForCreate: (object) => firstGeneration(prepared(object)),
    prepareForUpdate: (object, old) => nextGeneration(prepared(object), old),
    validate: (object) =>
      collectErrors((scope) => {
        validateSpec(specOf(object), undefined, scope);
        const { name = '' } = object.metadata ?? {};
        if (name.length > 52) scope.errors.invalid(at('metadata', 'name'), name, 'must be no more than 52 characters');
      }),
    warnings: (object, old) =>
      workloadWarnings(object, old, specOf(object).jobTemplate?.spec?.template, 'spec.jobTemplate.spec.template'),
    validateUpdate: (object, old) => collectErrors((scope) => validateSpec(specOf(object), specOf(old), scope)),
  },
  subresources: { status: partOfObject(statusRules()) },
});

function specOf(object: ApiObject): Spec {
  return (object.spec ?? {}) as Spec;
}

function prepared(object: ApiObject): ApiObject {
  const spec = specOf(object);
  const job = spec.jobTemplate?.spec ?? {};
  const kept = { ...job, template: keptTemplate(job.template ?? {}) };
  return { ...object, spec: { ...spec, jobTemplate: { ...spec.jobTemplate, spec: kept } } };
}

function withDefaults(spec: Spec): Spec {
  const { jobTemplate = {} } = spec;
  return {
    ...spec,
    concurrencyPolicy: spec.concurrencyPolicy || 'Allow',
    suspend: spec.suspend ?? false,
    jobTemplate: { metadata: {}, ...jobTemplate, spec: withJobTemplateDefaults(jobTemplate.spec ?? {}) },
    successfulJobsHistoryLimit: spec.successfulJobsHistoryLimit ?? 3,
    failedJobsHistoryLimit: spec.failedJobsHistoryLimit ?? 1,
  };
}

/** validateCronJobSpec@1.36. */
function validateSpec(spec: Spec, old: Spec | undefined, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec');
  if (spec.schedule) validateSchedule(spec, old, scope);
  else errors.required(path.child('schedule'));
  validateCounts(spec, ['startingDeadlineSeconds'], path, scope);
  if (old === undefined || old.timeZone !== spec.timeZone) validateTimeZone(spec.timeZone, scope);
  const policies = ['Allow', 'Forbid', 'Replace'];
  const { concurrencyPolicy = '' } = spec;
  if (!policies.includes(concurrencyPolicy)) {
    errors.notSupported(path.child('concurrencyPolicy'), concurrencyPolicy, policies);
  }
  const job = spec.jobTemplate?.spec ?? {};
  const jobPath = at('spec', 'jobTemplate', 'spec');
  validateJobSpec(job, jobPath, scope);
  if (job.selector) errors.invalid(jobPath.child('selector'), job.selector, '`selector` will be auto-generated');
  if (job.manualSelector === true) {
    errors.notSupportedText(jobPath.child('manualSelector'), true as unknown as string, ['nil', 'false']);
  }
  validateCounts(spec, ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'], path, scope);
}

function validateSchedule({ schedule = '', timeZone }: Spec, old: Spec | undefined, { errors }: Scope): void {
  const path = at('spec', 'schedule');
  const problem = scheduleProblem(schedule);
  if (problem !== undefined) errors.invalid(path, schedule, problem);
  if (!schedule.includes('TZ')) return;
  const hadZone = old?.schedule?.includes('TZ') ?? false;
  if (!hadZone) errors.invalid(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead');
  else if (timeZone !== undefined) {
    errors.invalid(path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule');
  }
}

function validateTimeZone(zone: string | undefined, { errors }: Scope): void {
  const path = at('spec', 'timeZone');
  if (zone === undefined) return;
  if (zone === '') {
    errors.invalid(path, zone, 'timeZone must be nil or non-empty string');
    return;
  }
  const isName = zone.split('/').every((part) => {
    return part !== '.' && part !== '..' && !part.startsWith('-') && /^[A-Za-z.\-_0-9+]{1,14}$/.test(part);
  });
  if (!isName) {
    errors.invalid(path, zone, `unknown time zone ${zone}`);
    return;
  }
  if (zone.toLowerCase() === 'local') {
    const detail = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
    errors.invalid(path, zone, detail);
  }
  const problem = timeZoneProblem(zone);
  if (problem !== undefined) errors.invalid(path, zone, problem);
}
