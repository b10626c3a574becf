import type { Draft, Scope } from '@outrigger/pod';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { isUsableSelector } from '../../object/matches-selector.ts';
import { scaleSubresource } from '../autoscaling/scale.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, below, collectErrors } from '../rules/collect-errors.ts';
import { validateCounts, validateImmutable, validateNotDecremented, validateParts } from '../rules/field-checks.ts';
import { goValue } from '../rules/go-value.ts';
import { plainValue, validateAtMostAll, validateIntOrPercent } from '../rules/int-or-percent.ts';
import {
  keptTemplate,
  validateOwnSelector,
  validateReplicaTemplate,
  withTemplateDefaults,
} from '../rules/pod-template.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';
import { workloadWarnings } from '../rules/workload-warnings.ts';

type Spec = NonNullable<Draft<IDeployment>['spec']>;

/** Deployments. Sources: pkg/apis/apps/{v1/defaults.go,validation}, pkg/registry/apps/deployment@1.36. */
export const deployments: Resource = declare({
  group: 'apps',
  plural: 'deployments',
  kind: 'Deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  rules: {
    setDefaults: (object) => ({ ...object, spec: withDefaults(specOf(object)) }),
    prepareForCreate: (object) => firstGeneration(prepared(object)),
    prepareForUpdate(object, old) {
      const isChanged =
        !isSame(object.spec, old.spec) || !isSame(object.metadata?.annotations, old.metadata?.annotations);
      return nextGeneration(prepared(object), old, isChanged);
    },
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
      statusRules({ validateUpdate: (object, old) => collectErrors((scope) => validateStatus(object, old, scope)) }, [
        'labels',
      ]),
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

function withDefaults(spec: Spec): Spec {
  const { strategy = {} } = spec;
  const type = strategy.type || 'RollingUpdate';
  return {
    ...withTemplateDefaults(spec),
    replicas: spec.replicas ?? 1,
    strategy: {
      ...strategy,
      type,
      ...(type === 'RollingUpdate' && {
        rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%', ...strategy.rollingUpdate },
      }),
    },
    revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
    progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 600,
  };
}

function validateSpec(spec: Spec, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec');
  validateCounts(spec, ['replicas'], path, scope);
  validateOwnSelector(spec.selector, 'deployment', path.child('selector'), scope);
  if (!isUsableSelector(spec.selector)) errors.invalid(path.child('selector'), spec.selector, 'invalid label selector');
  else validateReplicaTemplate(spec.selector, spec.template ?? {}, path.child('template'), scope);
  validateStrategy(spec, scope);
  validateCounts(spec, ['minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'], path, scope);
  const { progressDeadlineSeconds = 0, minReadySeconds = 0 } = spec;
  if (progressDeadlineSeconds <= minReadySeconds) {
    errors.invalid(
      path.child('progressDeadlineSeconds'),
      progressDeadlineSeconds,
      'must be greater than minReadySeconds',
    );
  }
}

/** ValidateDeploymentStrategy@1.36. */
function validateStrategy({ strategy = {} }: Spec, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec', 'strategy');
  const rolling = strategy.rollingUpdate;
  if (strategy.type === 'Recreate') {
    if (rolling) {
      errors.forbidden(path.child('rollingUpdate'), "may not be specified when strategy `type` is 'Recreate'");
    }
  } else if (strategy.type !== 'RollingUpdate') {
    errors.notSupported(path, goValue(strategy, 'DeploymentStrategy') as string, ['Recreate', 'RollingUpdate']);
  } else if (rolling) validateRolling(rolling, scope);
}

function validateRolling(rolling: NonNullable<NonNullable<Spec['strategy']>['rollingUpdate']>, scope: Scope): void {
  const { maxUnavailable = 0, maxSurge = 0 } = rolling;
  const path = at('spec', 'strategy', 'rollingUpdate');
  const unavailablePath = path.child('maxUnavailable');
  validateIntOrPercent(maxUnavailable, unavailablePath, scope);
  validateIntOrPercent(maxSurge, path.child('maxSurge'), scope);
  if (plainValue(maxUnavailable) === 0 && plainValue(maxSurge) === 0) {
    scope.errors.invalid(unavailablePath, maxUnavailable, 'may not be 0 when `maxSurge` is 0');
  }
  validateAtMostAll(maxUnavailable, unavailablePath, scope);
}

/** ValidateDeploymentStatus@1.36. */
function validateStatus(object: ApiObject, old: ApiObject, scope: Scope): void {
  const path = at('status');
  const status = (object.status ?? {}) as Readonly<Record<string, unknown>>;
  validateCounts(status, counts, path, scope);
  const detail = 'cannot be greater than status.replicas';
  const parts = ['updatedReplicas', 'readyReplicas', 'availableReplicas'];
  validateParts(
    status,
    [
      ...parts.map((part) => ({ part, whole: 'replicas', detail })),
      { part: 'availableReplicas', whole: 'readyReplicas', detail: 'cannot be greater than readyReplicas' },
    ],
    path,
    scope,
  );
  const before = (old.status ?? {}) as Readonly<Record<string, unknown>>;
  validateNotDecremented(status.collisionCount, before.collisionCount, below(path, 'collisionCount'), scope);
}

const counts = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
];
