import {
  type Draft,
  dnsLabelProblems,
  type Scope,
  validateAnnotations,
  validateClaimSpec,
  validateLabels,
  validateTemplate,
} from '@outrigger/pod';
import type { IStatefulSet } from 'kubernetes-models/apps/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { isEmptySelector, isUsableSelector } from '../../object/matches-selector.ts';
import { scaleSubresource } from '../autoscaling/scale.ts';
import { withClaimDefaults } from '../core/persistent-volume-claims.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, below, collectErrors } from '../rules/collect-errors.ts';
import { validateCounts, validateNotDecremented, validateParts } from '../rules/field-checks.ts';
import { goValue } from '../rules/go-value.ts';
import { plainValue, validateAtMostAll, validateIntOrPercent } from '../rules/int-or-percent.ts';
import {
  keptTemplate,
  type Template,
  validateOwnSelector,
  validateRunsForever,
  validateSelected,
  withTemplateDefaults,
} from '../rules/pod-template.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';
import { workloadWarnings } from '../rules/workload-warnings.ts';

type Spec = NonNullable<Draft<IStatefulSet>['spec']>;

/** StatefulSets. Sources: pkg/apis/apps/{v1/defaults.go,validation}, pkg/registry/apps/statefulset@1.36. */
export const statefulSets: Resource = declare({
  group: 'apps',
  plural: 'statefulsets',
  kind: 'StatefulSet',
  shortNames: ['sts'],
  categories: ['all'],
  rules: {
    setDefaults: (object) => ({ ...object, spec: withDefaults(specOf(object)) }),
    prepareForCreate: (object) => firstGeneration(prepared(object), { replicas: 0, availableReplicas: 0 }),
    prepareForUpdate: (object, old) => nextGeneration(prepared(object), old),
    validateName: (name, isPrefix) => dnsLabelProblems(isPrefix ? name.replace(/-$/, 'a') : name),
    warnings: (object, old) => workloadWarnings(object, old, specOf(object).template),
    validate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope, 'new')),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateSpec(specOf(object), scope, 'changed');
        validateChange(specOf(object), specOf(old), scope);
      }),
  },
  subresources: {
    status: partOfObject(
      statusRules({ validateUpdate: (object, old) => collectErrors((scope) => validateStatus(object, old, scope)) }),
    ),
    scale: scaleSubresource,
  },
});

function specOf(object: ApiObject): Spec {
  return (object.spec ?? {}) as Spec;
}

function prepared(object: ApiObject): ApiObject {
  const spec = specOf(object);
  return { ...object, spec: { ...withoutGated(spec), template: keptTemplate(spec.template ?? {}) } };
}

/** How many may be missing at once is not said yet: MaxUnavailableStatefulSet is off. */
function withoutGated(spec: Spec): Spec {
  const { maxUnavailable, ...rollingUpdate } = spec.updateStrategy?.rollingUpdate ?? {};
  return maxUnavailable === undefined ? spec : { ...spec, updateStrategy: { ...spec.updateStrategy, rollingUpdate } };
}

function withDefaults(spec: Spec): Spec {
  const { updateStrategy = {}, persistentVolumeClaimRetentionPolicy: retention = {} } = spec;
  const type = updateStrategy.type || 'RollingUpdate';
  return {
    ...withTemplateDefaults(spec),
    replicas: spec.replicas ?? 1,
    ...(spec.volumeClaimTemplates && {
      volumeClaimTemplates: spec.volumeClaimTemplates.map((claim) => ({
        ...withClaimDefaults(claim as ApiObject),
        kind: 'PersistentVolumeClaim',
        apiVersion: 'v1',
      })) as Spec['volumeClaimTemplates'] & object,
    }),
    podManagementPolicy: spec.podManagementPolicy || 'OrderedReady',
    updateStrategy: {
      ...updateStrategy,
      type,
      ...(type === 'RollingUpdate' && { rollingUpdate: { partition: 0, ...updateStrategy.rollingUpdate } }),
    },
    revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: retention.whenDeleted || 'Retain',
      whenScaled: retention.whenScaled || 'Retain',
    },
  };
}

function validateSpec(spec: Spec, scope: Scope, state: 'new' | 'changed'): void {
  const { errors } = scope;
  const path = at('spec');
  if (!['OrderedReady', 'Parallel'].includes(spec.podManagementPolicy ?? '')) {
    const detail = "must be 'OrderedReady' or 'Parallel'";
    errors.ofNamedTexts().invalid(path.child('podManagementPolicy'), spec.podManagementPolicy, detail);
  }
  validateStrategy(spec, scope);
  validateRetention(spec, scope);
  if (state === 'new') {
    for (const [index, claim] of (spec.volumeClaimTemplates ?? []).entries()) {
      validateClaimSpec(claim.spec ?? {}, below(path, 'volumeClaimTemplates', index, 'spec'), scope);
    }
  }
  validateCounts(spec, ['replicas', 'minReadySeconds'], path, scope);
  validateCounts(spec.ordinals, ['start'], path.child('ordinals'), scope);
  if (state === 'new' && spec.serviceName) {
    errors.invalidEach(path.child('serviceName'), spec.serviceName, dnsLabelProblems(spec.serviceName));
  }
  validateOwnSelector(spec.selector, 'statefulset', path.child('selector'), scope);
  if (isUsableSelector(spec.selector)) validateOwnTemplate(spec, scope);
  else errors.invalid(path.child('selector'), spec.selector, '');
  validateRunsForever(spec.template ?? {}, 'StatefulSet', path.child('template'), scope);
}

function validateStrategy({ updateStrategy = {} }: Spec, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec', 'updateStrategy');
  const { type, rollingUpdate } = updateStrategy;
  if (type === 'OnDelete') {
    if (rollingUpdate) {
      const shown = goValue(rollingUpdate, 'RollingUpdateStatefulSetStrategy');
      errors.invalid(path.child('rollingUpdate'), shown, "only allowed for updateStrategy 'RollingUpdate'");
    }
  } else if (type !== 'RollingUpdate') {
    const shown = goValue(updateStrategy, 'StatefulSetUpdateStrategy');
    errors.invalid(path, shown, "must be 'RollingUpdate' or 'OnDelete'");
  } else if (rollingUpdate) {
    const rolling = path.child('rollingUpdate');
    validateCounts(rollingUpdate, ['partition'], rolling, scope);
    const { maxUnavailable } = rollingUpdate;
    if (maxUnavailable === undefined) return;
    const unavailable = rolling.child('maxUnavailable');
    validateIntOrPercent(maxUnavailable, unavailable, scope);
    if (plainValue(maxUnavailable) === 0) errors.invalid(unavailable, maxUnavailable, 'cannot be 0');
    validateAtMostAll(maxUnavailable, unavailable, scope);
  }
}

function validateRetention({ persistentVolumeClaimRetentionPolicy: policy }: Spec, { errors }: Scope): void {
  for (const when of ['whenDeleted', 'whenScaled'] as const) {
    const value = policy?.[when] ?? '';
    if (policy && !['Retain', 'Delete'].includes(value)) {
      errors.notSupported(at('spec', 'persistentVolumeClaimRetentionPolicy', when), value, ['Retain', 'Delete']);
    }
  }
}

/** ValidatePodTemplateSpecForStatefulSet@1.36: the controller's own names and volumes are not looked at. */
function validateOwnTemplate(spec: Spec, scope: Scope): void {
  const path = at('spec', 'template');
  const template = spec.template ?? {};
  const claims = (spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? '');
  const volumes = [
    ...claims.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
    ...(template.spec?.volumes ?? []).filter(({ name = '' }) => !claims.includes(name)),
  ];
  const { subdomain: _, hostname: __, ...others } = template.spec ?? {};
  const looked: Template = { ...template, spec: { ...others, ...(volumes.length > 0 && { volumes }) } };
  if (spec.selector === undefined || !isEmptySelector(spec.selector))
    validateSelected(spec.selector, template, path, scope);
  validateTemplate(looked, path, scope);
  // Upstream looks at these twice.
  validateLabels(template.metadata?.labels, path.child('labels'), scope);
  validateAnnotations(template.metadata?.annotations, path.child('annotations'), scope);
}

const MAY_CHANGE = [
  'replicas',
  'template',
  'updateStrategy',
  'minReadySeconds',
  'ordinals',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
];

function validateChange(spec: Spec, old: Spec, { errors }: Scope): void {
  const rest = (all: Spec) => Object.fromEntries(Object.entries(all).filter(([field]) => !MAY_CHANGE.includes(field)));
  if (isSame(rest(spec), rest(old))) return;
  errors.forbidden(
    at('spec'),
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  );
}

function validateStatus(object: ApiObject, old: ApiObject, scope: Scope): void {
  const path = at('status');
  const status = (object.status ?? {}) as Readonly<Record<string, unknown>>;
  const parts = ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'];
  validateCounts(status, ['replicas', ...parts, 'observedGeneration', 'collisionCount'], path, scope);
  const detail = 'cannot be greater than status.replicas';
  validateParts(
    status,
    [
      ...parts.map((part) => ({ part, whole: 'replicas', detail })),
      { part: 'availableReplicas', whole: 'readyReplicas', detail: 'cannot be greater than status.readyReplicas' },
    ],
    path,
    scope,
  );
  const before = (old.status ?? {}) as Readonly<Record<string, unknown>>;
  validateNotDecremented(status.collisionCount, before.collisionCount, path.child('collisionCount'), scope);
}
