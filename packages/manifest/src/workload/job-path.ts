import { isJsonObject, type JsonObject } from '../meaning/json.ts';
import type { Path } from '../problem/problem.ts';
import { valueAt } from './value-at.ts';

/** Where the Job's fields stand around a template of an unknown kind; undefined where its pods are not a Job's. */
export function findJobPath(value: JsonObject, template: Path): Path | undefined {
  const around = template.slice(0, -1);
  const holder = valueAt(value, around);
  if (!isJsonObject(holder)) return undefined;
  const isNamed = jobTemplate.test(around.join('.'));
  return isNamed || onlyInJobs.some((name) => Object.hasOwn(holder, name)) ? around : undefined;
}

// KEDA ScaledJob, OpenKruise AdvancedCronJob, JobSet.
const jobTemplate = /(?:^|\.)(?:jobTargetRef|jobTemplate\.spec|replicatedJobs\.\d+\.template\.spec)$/;

const onlyInJobs = [
  'completions',
  'completionMode',
  'parallelism',
  'backoffLimit',
  'backoffLimitPerIndex',
  'podFailurePolicy',
];
