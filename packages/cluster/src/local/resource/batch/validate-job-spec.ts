import { type Draft, type FieldPath, type Scope, validateTemplate } from '@outrigger/pod';
import type { IJob } from 'kubernetes-models/batch/v1';
import { below } from '../rules/collect-errors.ts';
import { validateCounts } from '../rules/field-checks.ts';
import { goValue } from '../rules/go-value.ts';
import { validateManagedBy } from './managed-by.ts';
import { validateFailurePolicy } from './validate-failure-policy.ts';
import { validateSuccessPolicy } from './validate-success-policy.ts';

/** A Job's spec in its outermost looseness. */
export type JobSpec = NonNullable<Draft<IJob>['spec']>;

/** A Job's spec, its own or a CronJob's template of it (validateJobSpec in pkg/apis/batch/validation@1.36). */
export function validateJobSpec(spec: JobSpec, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  validateCounts(spec, counts, path, scope);
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    errors.required(path.child('backoffLimitPerIndex'), 'when maxFailedIndexes is specified');
  }
  if (spec.managedBy !== undefined) validateManagedBy(spec.managedBy, path.child('managedBy'), scope);
  const { completionMode } = spec;
  if (completionMode !== undefined && completionMode !== 'NonIndexed' && completionMode !== 'Indexed') {
    errors.notSupported(path.child('completionMode'), completionMode, ['NonIndexed', 'Indexed']);
  }
  if (completionMode === 'Indexed') validateIndexed(spec, path, scope);
  if (completionMode === undefined || completionMode === 'NonIndexed') validateNotIndexed(spec, path, scope);
  if (spec.podFailurePolicy) validateFailurePolicy(spec, path.child('podFailurePolicy'), scope);
  if (spec.successPolicy) {
    const policyPath = path.child('successPolicy');
    if (completionMode === 'Indexed') validateSuccessPolicy(spec, policyPath, scope);
    else errors.invalid(policyPath, goValue(spec.successPolicy, 'SuccessPolicy'), 'requires indexed completion mode');
  }
  validateReplacement(spec, path.child('podReplacementPolicy'), scope);
  validateTemplate(spec.template ?? {}, path.child('template'), scope);
  validateRestartPolicy(spec, below(path, 'template', 'spec', 'restartPolicy'), scope);
}

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];

const MANY = 100_000;
const FEW = 10_000;

/** Limits that keep the lists of indexes short. */
function validateIndexed(spec: JobSpec, path: FieldPath, { errors }: Scope): void {
  const { completions, parallelism = 0, maxFailedIndexes, backoffLimitPerIndex } = spec;
  if (completions === undefined) errors.required(path.child('completions'), 'when completion mode is Indexed');
  if (parallelism > MANY) {
    const detail = `must be less than or equal to ${MANY} when completion mode is Indexed`;
    errors.invalid(path.child('parallelism'), parallelism, detail);
  }
  const failedPath = path.child('maxFailedIndexes');
  if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions) {
    errors.invalid(failedPath, maxFailedIndexes, 'must be less than or equal to completions');
  }
  if (maxFailedIndexes !== undefined && maxFailedIndexes > MANY) {
    errors.invalid(failedPath, maxFailedIndexes, `must be less than or equal to ${MANY}`);
  }
  if (completions === undefined || completions <= MANY || backoffLimitPerIndex === undefined) return;
  const detail = `must be less than or equal to ${FEW} when completions are above ${MANY} and used with backoff limit per index`;
  if (maxFailedIndexes === undefined) {
    errors.required(failedPath, `must be specified when completions is above ${MANY}`);
  }
  if (parallelism > FEW) errors.invalid(path.child('parallelism'), parallelism, detail);
  if (maxFailedIndexes !== undefined && maxFailedIndexes > FEW) errors.invalid(failedPath, maxFailedIndexes, detail);
}

function validateNotIndexed(spec: JobSpec, path: FieldPath, { errors }: Scope): void {
  for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
    const value = spec[field];
    if (value !== undefined) errors.invalid(path.child(field), value, 'requires indexed completion mode');
  }
}

function validateReplacement(spec: JobSpec, path: FieldPath, { errors }: Scope): void {
  const { podReplacementPolicy: policy, podFailurePolicy } = spec;
  if (policy === undefined) return;
  const allowed = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (!allowed.includes(policy)) errors.notSupported(path, policy, allowed);
}

function validateRestartPolicy(spec: JobSpec, path: FieldPath, { errors }: Scope): void {
  const policy = spec.template?.spec?.restartPolicy ?? '';
  if (policy === 'Always' || policy === '') errors.required(path, 'valid values: "OnFailure", "Never"');
  else if (policy !== 'OnFailure' && policy !== 'Never') errors.notSupported(path, policy, ['OnFailure', 'Never']);
  else if (spec.podFailurePolicy && policy !== 'Never') {
    errors.ofNamedTexts().invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified');
  }
}
