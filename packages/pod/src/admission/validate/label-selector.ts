import type { IPodAffinityTerm } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { labelValueProblems, qualifiedNameProblems } from './qualified-name.ts';
import type { Scope } from './scope.ts';

/** A choice of objects by their labels. */
export type LabelSelector = NonNullable<Draft<IPodAffinityTerm>['labelSelector']>;

/** apimachinery pkg/apis/meta/v1/validation ValidateLabelSelector@1.36.2. */
export function validateLabelSelector(selector: LabelSelector | undefined, path: FieldPath, scope: Scope): void {
  if (!selector) return;
  const { errors, server } = scope;
  validateLabels(selector.matchLabels, path.child('matchLabels'), scope);
  for (const [at, requirement] of (selector.matchExpressions ?? []).entries()) {
    const { operator = '', values = [], key = '' } = requirement;
    const requirementPath = path.child('matchExpressions').index(at);
    const valuesPath = requirementPath.child('values');
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) errors.required(valuesPath, "must be specified when `operator` is 'In' or 'NotIn'");
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        errors.forbidden(valuesPath, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      }
    } else errors.ofNamedTexts().invalid(requirementPath.child('operator'), operator, 'not a valid selector operator');
    errors.invalidEach(requirementPath.child('key'), key, qualifiedNameProblems(key, server.minor));
    for (const [valueAt, value] of values.entries()) {
      errors.invalidEach(valuesPath.index(valueAt), value, labelValueProblems(value, server.minor));
    }
  }
}

/** Labels, of an object or of a selector; upstream reports them at the map (ValidateLabels@1.36.2). */
export function validateLabels(
  labels: { readonly [key: string]: string | undefined } | undefined,
  path: FieldPath,
  { errors, server }: Scope,
): void {
  for (const [key, value = ''] of Object.entries(labels ?? {})) {
    const labelPath = path.miscalled('', key);
    errors.invalidEach(labelPath, key, qualifiedNameProblems(key, server.minor));
    errors.invalidEach(labelPath, value, labelValueProblems(value, server.minor));
  }
}
