import type { Draft, Scope } from '@outrigger/pod';
import type { IReplicaSet } from 'kubernetes-models/apps/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { isUsableSelector } from '../../object/matches-selector.ts';
import { scaleSubresource } from '../autoscaling/scale.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateCounts, validateImmutable, validateParts } from '../rules/field-checks.ts';
import {
  keptTemplate,
  validateOwnSelector,
  validateReplicaTemplate,
  withTemplateDefaults,
} from '../rules/pod-template.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';
import { workloadWarnings } from '../rules/workload-warnings.ts';

type Spec = NonNullable<Draft<IReplicaSet>['spec']>;

/** ReplicaSets. Sources: pkg/apis/apps/{v1/defaults.go,validation}, pkg/registry/apps/replicaset@1.36. */
export const replicaSets: Resource = declare({
  group: 'apps',
  plural: 'replicasets',
  kind: 'ReplicaSet',
  shortNames: ['rs'],
  categories: ['all'],
  rules: {
    setDefaults: (object) => ({
      ...object,
      spec: { ...withTemplateDefaults(specOf(object)), replicas: specOf(object).replicas ?? 1 },
    }),
    prepareForCreate: (object) => firstGeneration(prepared(object), { replicas: 0 }),
    prepareForUpdate: (object, old) => nextGeneration(prepared(object), old),
    warnings: (object, old) => workloadWarnings(object, old, specOf(object).template),
    validate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateSpec(specOf(object), scope);
        validateImmutable(specOf(object).selector, specOf(old).selector, at('spec', 'selector'), scope);
      }),
  },
  subresources: {
    status: partOfObject(
      statusRules({ validateUpdate: (object) => collectErrors((scope) => validateReplicaStatus(object, scope)) }),
    ),
    scale: scaleSubresource,
  },
});

function specOf(object: ApiObject): Spec {
  return (object.spec ?? {}) as Spec;
}

function prepared(object: ApiObject): ApiObject {
  const spec = specOf(object);
  return { ...object, spec: { ...spec, template: keptTemplate(spec.template ?? {}) } };
}

function validateSpec(spec: Spec, scope: Scope): void {
  const path = at('spec');
  validateCounts(spec, ['replicas', 'minReadySeconds'], path, scope);
  // Upstream says "deployment" here too.
  validateOwnSelector(spec.selector, 'deployment', path.child('selector'), scope);
  if (isUsableSelector(spec.selector))
    validateReplicaTemplate(spec.selector, spec.template ?? {}, path.child('template'), scope);
  else scope.errors.invalid(path.child('selector'), spec.selector, 'invalid label selector');
}

/** ValidateReplicaSetStatus@1.36; a ReplicationController has the same. */
export function validateReplicaStatus(object: ApiObject, scope: Scope): void {
  const path = at('status');
  const status = (object.status ?? {}) as Readonly<Record<string, unknown>>;
  validateCounts(status, counts, path, scope);
  const detail = 'cannot be greater than status.replicas';
  const parts = ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'];
  validateParts(
    status,
    [
      ...parts.map((part) => ({ part, whole: 'replicas', detail })),
      { part: 'availableReplicas', whole: 'readyReplicas', detail: 'cannot be greater than readyReplicas' },
    ],
    path,
    scope,
  );
}

const counts = [
  'replicas',
  'fullyLabeledReplicas',
  'readyReplicas',
  'availableReplicas',
  'observedGeneration',
  'terminatingReplicas',
];
