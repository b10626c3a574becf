import { type Draft, type FieldPath, type Scope, validateKeptPod } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../object/api-object.ts';
import { isSame } from '../../../object/is-same.ts';
import { at } from '../../rules/collect-errors.ts';
import { goValue } from '../../rules/go-value.ts';
import { unifiedDiff } from '../../rules/unified-diff.ts';

type Spec = NonNullable<Draft<IPod>['spec']>;
type Container = NonNullable<Spec['containers']>[number];

/** What of a pod may change (ValidatePodUpdate in pkg/apis/core/validation@1.36). */
export function validatePodChange(pod: ApiObject, old: ApiObject, scope: Scope): void {
  validateKeptPod(pod as Draft<IPod>, scope);
  const [spec, before] = [specOf(pod), specOf(old)];
  for (const list of ['containers', 'initContainers'] as const) {
    if (!validateImages(spec[list] ?? [], before[list] ?? [], at('spec', list), scope)) return;
  }
  if (!validateDeadline(spec.activeDeadlineSeconds, before.activeDeadlineSeconds, scope)) return;
  validateTolerations(spec, before, scope);
  validateGates(spec, before, scope);
  if (isSame(spec, before)) return;
  validateRest(spec, before, scope);
}

/** The spec of a pod, loosely. */
export function specOf(pod: ApiObject): Spec {
  return (pod.spec ?? {}) as Spec;
}

/** ValidateContainerUpdates@1.36; false where there is no use in looking on. */
function validateImages(
  now: readonly Container[],
  before: readonly Container[],
  path: FieldPath,
  { errors }: Scope,
): boolean {
  if (now.length !== before.length) {
    errors.forbidden(path, 'pod updates may not add or remove containers');
    return false;
  }
  for (const [index, { image = '' }] of now.entries()) {
    if (image === '') errors.required(path.index(index).child('image'));
    else if (image.trim() !== image) {
      errors.invalid(path.index(index).child('image'), image, 'must not have leading or trailing whitespace');
    }
  }
  return true;
}

/** A deadline comes or is cut short. */
function validateDeadline(now: number | undefined, before: number | undefined, { errors }: Scope): boolean {
  const path = at('spec', 'activeDeadlineSeconds');
  if (now === undefined) {
    if (before !== undefined) errors.invalid(path, null, 'must not update from a positive integer to nil value');
    return true;
  }
  const problem =
    now < 0 || now > 2147483647
      ? 'must be between 0 and 2147483647, inclusive'
      : before !== undefined && before < now
        ? 'must be less than or equal to previous value'
        : undefined;
  if (problem !== undefined) errors.invalid(path, now, problem);
  return problem === undefined;
}

/** Tolerations are only added; but the seconds of those that stay may change (validateOnlyAddedTolerations@1.36). */
function validateTolerations(spec: Spec, before: Spec, { errors }: Scope): void {
  const now = spec.tolerations ?? [];
  const plain = (toleration: object) => ({ ...toleration, tolerationSeconds: undefined });
  for (const toleration of before.tolerations ?? []) {
    if (now.some((other) => isSame(plain(other), plain(toleration)))) continue;
    errors.forbidden(at('spec', 'tolerations'), 'existing toleration can not be modified except its tolerationSeconds');
    return;
  }
}

/** Gates are only taken away. */
function validateGates(spec: Spec, before: Spec, { errors }: Scope): void {
  const known = new Set((before.schedulingGates ?? []).map(({ name }) => name));
  for (const [index, { name }] of (spec.schedulingGates ?? []).entries()) {
    if (known.has(name)) continue;
    const detail = 'only deletion is allowed, but found new scheduling gate '.concat(`'${name}'`);
    errors.forbidden(at('spec', 'schedulingGates', index, 'name'), detail);
  }
}

const CHANGEABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

/** All else is as it was, or the difference is shown. */
function validateRest(spec: Spec, before: Spec, { errors }: Scope): void {
  const isGated = (before.schedulingGates ?? []).length > 0;
  const munged = isGated ? withOldPlaces(withOldFields(spec, before), before, errors) : withOldFields(spec, before);
  if (isSame(munged, before)) return;
  const difference = unifiedDiff(goValue(before, 'PodSpec'), goValue(munged, 'PodSpec'));
  errors.forbidden(at('spec'), `pod updates may not change fields other than ${CHANGEABLE.join(',')}\n${difference}`);
}

function withOldFields(spec: Spec, before: Spec): Spec {
  const withImages = (now: readonly Container[] | undefined, old: readonly Container[] | undefined) =>
    now?.map((container, index) => {
      const image = old?.[index]?.image;
      return image === undefined ? container : { ...container, image };
    });
  return {
    ...spec,
    ...(spec.containers && { containers: withImages(spec.containers, before.containers) ?? [] }),
    ...(spec.initContainers && { initContainers: withImages(spec.initContainers, before.initContainers) ?? [] }),
    ...asIn(before, ['activeDeadlineSeconds', 'schedulingGates', 'tolerations']),
  } as Spec;
}

/** A pod that is held back may still be sent to fewer places. */
function withOldPlaces(spec: Spec, before: Spec, errors: Scope['errors']): Spec {
  const selector = spec.nodeSelector ?? {};
  for (const [key, value] of Object.entries(before.nodeSelector ?? {})) {
    if (selector[key] === value) continue;
    const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
    errors.invalid(at('spec', 'nodeSelector'), selector, detail);
    break;
  }
  return { ...spec, ...asIn(before, ['nodeSelector', 'affinity']) } as Spec;
}

function asIn(before: Spec, fields: readonly (keyof Spec)[]): Partial<Spec> {
  return Object.fromEntries(fields.map((field) => [field, before[field]]));
}
