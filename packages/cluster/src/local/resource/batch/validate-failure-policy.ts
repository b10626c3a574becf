import { type FieldPath, qualifiedNameProblems, type Scope } from '@outrigger/pod';
import type { JobSpec } from './validate-job-spec.ts';

type Rule = NonNullable<NonNullable<JobSpec['podFailurePolicy']>['rules']>[number];

/** validatePodFailurePolicy in pkg/apis/batch/validation@1.36. */
export function validateFailurePolicy(spec: JobSpec, path: FieldPath, scope: Scope): void {
  const rules = spec.podFailurePolicy?.rules ?? [];
  const rulesPath = path.child('rules');
  if (rules.length > 20) scope.errors.tooMany(rulesPath, rules.length, 20);
  for (const [at, rule] of rules.entries()) validateRule(rule, spec, rulesPath.index(at), scope);
}

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];

function validateRule(rule: Rule, spec: JobSpec, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const actionPath = path.child('action');
  const { action = '', onExitCodes, onPodConditions = [] } = rule;
  if (action === '') errors.required(actionPath, 'valid values: ["Count" "FailIndex" "FailJob" "Ignore"]');
  else if (action === 'FailIndex') {
    if (spec.backoffLimitPerIndex === undefined) {
      errors.ofNamedTexts().invalid(actionPath, action, 'requires the backoffLimitPerIndex to be set');
    }
  } else if (!actions.includes(action)) errors.notSupported(actionPath, action, actions);
  if (onExitCodes) validateExitCodes(onExitCodes, spec, path.child('onExitCodes'), scope);
  if (onPodConditions.length > 0) validateConditions(onPodConditions, path.child('onPodConditions'), scope);
  if (onExitCodes && onPodConditions.length > 0) {
    errors.invalidUnshown(path, 'specifying both OnExitCodes and OnPodConditions is not supported');
  }
  if (!onExitCodes && onPodConditions.length === 0) {
    errors.invalidUnshown(path, 'specifying one of OnExitCodes and OnPodConditions is required');
  }
}

function validateExitCodes(
  codes: NonNullable<Rule['onExitCodes']>,
  { template }: JobSpec,
  path: FieldPath,
  { errors }: Scope,
): void {
  const { operator = '', containerName, values = [] } = codes;
  const operatorPath = path.child('operator');
  if (operator === '') errors.required(operatorPath, 'valid values: ["In" "NotIn"]');
  else if (operator !== 'In' && operator !== 'NotIn') errors.notSupported(operatorPath, operator, ['In', 'NotIn']);
  const { containers = [], initContainers = [] } = template?.spec ?? {};
  const names = [...containers, ...initContainers].map(({ name }) => name);
  if (containerName !== undefined && !names.includes(containerName)) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    errors.invalid(path.child('containerName'), containerName, detail);
  }
  const valuesPath = path.child('values');
  if (values.length === 0) errors.invalid(valuesPath, codes.values ?? null, 'at least one value is required');
  else if (values.length > 255) errors.tooMany(valuesPath, values.length, 255);
  for (const [at, value] of values.entries()) {
    if (operator === 'In' && value === 0)
      errors.invalid(valuesPath.index(at), value, 'must not be 0 for the In operator');
    if (values.indexOf(value) < at) errors.duplicate(valuesPath.index(at), value);
  }
  if (values.some((value, at) => at > 0 && (values[at - 1] ?? 0) > value)) {
    errors.invalid(valuesPath, values, 'must be ordered');
  }
}

function validateConditions(
  patterns: NonNullable<Rule['onPodConditions']>,
  path: FieldPath,
  { errors, server }: Scope,
): void {
  if (patterns.length > 20) errors.tooMany(path, patterns.length, 20);
  const statuses = ['False', 'True', 'Unknown'];
  for (const [at, { type = '', status = '' }] of patterns.entries()) {
    const patternPath = path.index(at);
    errors.invalidEach(patternPath.child('type'), type, qualifiedNameProblems(type, server.minor));
    if (status === '') errors.required(patternPath.child('status'), 'valid values: ["False" "True" "Unknown"]');
    else if (!statuses.includes(status)) errors.notSupported(patternPath.child('status'), status, statuses);
  }
}
