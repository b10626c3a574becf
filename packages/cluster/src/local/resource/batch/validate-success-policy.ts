import { type FieldPath, type Scope, validateNonNegative } from '@outrigger/pod';
import { readIndexes } from './read-indexes.ts';
import type { JobSpec } from './validate-job-spec.ts';

type Rule = NonNullable<NonNullable<JobSpec['successPolicy']>['rules']>[number];

/** validateSuccessPolicy in pkg/apis/batch/validation@1.36. */
export function validateSuccessPolicy(spec: JobSpec, path: FieldPath, scope: Scope): void {
  const rules = spec.successPolicy?.rules ?? [];
  const rulesPath = path.child('rules');
  if (rules.length === 0) {
    scope.errors.required(rulesPath, 'at least one rules must be specified when the successPolicy is specified');
  }
  if (rules.length > 20) scope.errors.tooMany(rulesPath, rules.length, 20);
  for (const [at, rule] of rules.entries()) validateRule(rule, spec.completions ?? 0, rulesPath.index(at), scope);
}

function validateRule(rule: Rule, completions: number, path: FieldPath, { errors }: Scope): void {
  const { succeededCount: count, succeededIndexes: indexes } = rule;
  if (count === undefined && indexes === undefined) {
    errors.required(path, 'at least one of succeededCount or succeededIndexes must be specified');
  }
  let total = 0;
  if (indexes !== undefined) {
    const indexesPath = path.child('succeededIndexes');
    if (indexes.length > 65536) errors.tooLong(indexesPath, 65536);
    const read = readIndexes(indexes, completions);
    if ('problem' in read) errors.invalid(indexesPath, indexes, `error parsing succeededIndexes: ${read.problem}`);
    else total = read.total;
  }
  if (count === undefined) return;
  const countPath = path.child('succeededCount');
  validateNonNegative(count, countPath, errors);
  if (count > completions) {
    const detail = `must be less than or equal to ${completions} (the number of specified completions)`;
    errors.invalid(countPath, count, detail);
  }
  if (indexes !== undefined && count > total) {
    const detail = `must be less than or equal to ${total} (the number of indexes in the specified succeededIndexes field)`;
    errors.invalid(countPath, count, detail);
  }
}
