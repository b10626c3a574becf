import { type Draft, type Scope, validateLabelSelector } from '@outrigger/pod';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateCounts } from '../rules/field-checks.ts';
import { goValue } from '../rules/go-value.ts';
import { validateAtMostAll, validateIntOrPercent } from '../rules/int-or-percent.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';

type Spec = NonNullable<Draft<IPodDisruptionBudget>['spec']>;

const NOTHING_KNOWN = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };

/** PodDisruptionBudgets (pkg/apis/policy/validation, pkg/registry/policy/poddisruptionbudget@1.36). */
export const podDisruptionBudgets: Resource = declare({
  group: 'policy',
  plural: 'poddisruptionbudgets',
  kind: 'PodDisruptionBudget',
  shortNames: ['pdb'],
  rules: {
    prepareForCreate: (object) => firstGeneration(object, NOTHING_KNOWN),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
    validate: (object) => collectErrors((scope) => validateSpec((object.spec ?? {}) as Spec, scope)),
    validateUpdate: (object) => collectErrors((scope) => validateSpec((object.spec ?? {}) as Spec, scope)),
  },
  subresources: {
    status: partOfObject(
      statusRules({ validateUpdate: (object) => collectErrors((scope) => validateStatus(object, scope)) }),
    ),
  },
});

const policies = ['AlwaysAllow', 'IfHealthyBudget'];

function validateSpec(spec: Spec, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec');
  if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined) {
    const shown = goValue(spec, 'PodDisruptionBudgetSpec');
    errors.invalid(path, shown, 'minAvailable and maxUnavailable cannot be both set');
  }
  for (const field of ['minAvailable', 'maxUnavailable'] as const) {
    const value = spec[field];
    if (value === undefined) continue;
    validateIntOrPercent(value, path.child(field), scope);
    validateAtMostAll(value, path.child(field), scope);
  }
  validateLabelSelector(spec.selector, path.child('selector'), scope);
  const { unhealthyPodEvictionPolicy: policy } = spec;
  if (policy !== undefined && !policies.includes(policy)) {
    errors.notSupported(path.child('unhealthyPodEvictionPolicy'), policy, policies);
  }
}

function validateStatus(object: ApiObject, scope: Scope): void {
  const counts = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'];
  validateCounts(object.status as object | undefined, counts, at('status'), scope);
}
