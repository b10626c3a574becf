import type { ITopologySpreadConstraint } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateMergedLabelKeys, validateUnmergedLabelKeys } from './label-keys.ts';
import { validateLabelSelector } from './label-selector.ts';
import { validatePositive } from './number-range.ts';
import { gateIsOn, type Scope } from './scope.ts';

type Constraint = Draft<ITopologySpreadConstraint>;

/** How pods are spread over the cluster (validateTopologySpreadConstraints@1.36.2). */
export function validateTopologySpread(constraints: readonly Constraint[], path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  for (const [at, constraint] of constraints.entries()) {
    const constraintPath = path.index(at);
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '' } = constraint;
    validatePositive(maxSkew, constraintPath.child('maxSkew'), errors);
    if (topologyKey === '') errors.required(constraintPath.child('topologyKey'), 'can not be empty');
    if (!actions.includes(whenUnsatisfiable)) {
      errors.notSupported(constraintPath.child('whenUnsatisfiable'), whenUnsatisfiable, actions);
    }
    const isRepeated = constraints.slice(at + 1).some((other) => {
      return (other.topologyKey ?? '') === topologyKey && (other.whenUnsatisfiable ?? '') === whenUnsatisfiable;
    });
    if (isRepeated) {
      const pairPath = constraintPath.miscalled('.{topologyKey, whenUnsatisfiable}');
      errors.duplicate(pairPath, `{${topologyKey}, ${whenUnsatisfiable}}`);
    }
    validateMinDomains(constraint, constraintPath.child('minDomains'), scope);
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[field];
      if (policy !== undefined && !policies.includes(policy)) {
        errors.notSupported(constraintPath.child(field), policy, policies);
      }
    }
    validateLabelKeys(constraint, constraintPath, scope);
    validateLabelSelector(constraint.labelSelector, constraintPath.child('labelSelector'), scope);
  }
}

const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const policies = ['Honor', 'Ignore'];

function validateMinDomains(constraint: Constraint, path: FieldPath, { errors }: Scope): void {
  const { minDomains, whenUnsatisfiable = '' } = constraint;
  if (minDomains === undefined) return;
  validatePositive(minDomains, path, errors);
  if (whenUnsatisfiable !== 'DoNotSchedule') {
    const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
    errors.invalid(path, minDomains, detail);
  }
}

function validateLabelKeys(constraint: Constraint, path: FieldPath, scope: Scope): void {
  const merged =
    gateIsOn(scope, 'MatchLabelKeysInPodTopologySpread') &&
    gateIsOn(scope, 'MatchLabelKeysInPodTopologySpreadSelectorMerge');
  if (merged) validateMergedLabelKeys(constraint, path, scope);
  else validateUnmergedLabelKeys(constraint, path.child('matchLabelKeys'), scope);
}
