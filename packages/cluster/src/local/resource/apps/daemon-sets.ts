import { type Draft, type Scope, validateLabelSelector, validateTemplate } from '@outrigger/pod';
import type { IDaemonSet } from 'kubernetes-models/apps/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { isEmptySelector, isUsableSelector } from '../../object/matches-selector.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateCounts, validateImmutable, validateNotDecremented } from '../rules/field-checks.ts';
import { goValue } from '../rules/go-value.ts';
import { plainValue, validateAtMostAll, validateIntOrPercent } from '../rules/int-or-percent.ts';
import { keptTemplate, validateRunsForever, validateSelected, withTemplateDefaults } from '../rules/pod-template.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';
import { workloadWarnings } from '../rules/workload-warnings.ts';

type Spec = NonNullable<Draft<IDaemonSet>['spec']>;

/** A field of v1beta1 that lives on in an annotation (pkg/apis/apps/v1/conversion.go@1.36). */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/** DaemonSets. Sources: pkg/apis/apps/{v1/defaults.go,validation}, pkg/registry/apps/daemonset@1.36. */
export const daemonSets: Resource = declare({
  group: 'apps',
  plural: 'daemonsets',
  kind: 'DaemonSet',
  shortNames: ['ds'],
  categories: ['all'],
  internalAnnotations: [TEMPLATE_GENERATION],
  rules: {
    setDefaults: (object) => ({ ...object, spec: withDefaults(specOf(object)) }),
    prepareForCreate: (object) => withTemplateGeneration(firstGeneration(prepared(object), NOTHING_SCHEDULED), 1),
    prepareForUpdate(object, old) {
      const next = nextGeneration(prepared(object), old);
      const isChanged = !isSame(specOf(next).template, specOf(old).template);
      return withTemplateGeneration(next, templateGeneration(old) + (isChanged ? 1 : 0));
    },
    warnings: (object, old) => workloadWarnings(object, old, specOf(object).template),
    validate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope)),
    validateUpdate: (object, old) =>
      collectErrors((scope) => {
        validateImmutable(specOf(object).selector, specOf(old).selector, at('spec', 'selector'), scope);
        validateSpec(specOf(object), scope);
      }),
  },
  subresources: {
    status: partOfObject(
      statusRules({ validateUpdate: (object, old) => collectErrors((scope) => validateStatus(object, old, scope)) }),
    ),
  },
});

const NOTHING_SCHEDULED = {
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  desiredNumberScheduled: 0,
  numberReady: 0,
};

function templateGeneration({ metadata }: ApiObject): number {
  return Number(metadata?.annotations?.[TEMPLATE_GENERATION] ?? 0);
}

function withTemplateGeneration(object: ApiObject, generation: number): ApiObject {
  const annotations = { ...object.metadata?.annotations, [TEMPLATE_GENERATION]: String(generation) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function specOf(object: ApiObject): Spec {
  return (object.spec ?? {}) as Spec;
}

function prepared(object: ApiObject): ApiObject {
  const spec = specOf(object);
  return { ...object, spec: { ...spec, template: keptTemplate(spec.template ?? {}) } };
}

function withDefaults(spec: Spec): Spec {
  const { updateStrategy = {} } = spec;
  const type = updateStrategy.type || 'RollingUpdate';
  return {
    ...withTemplateDefaults(spec),
    updateStrategy: {
      ...updateStrategy,
      type,
      ...(type === 'RollingUpdate' && {
        rollingUpdate: { maxUnavailable: 1, maxSurge: 0, ...updateStrategy.rollingUpdate },
      }),
    },
    revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
  };
}

function validateSpec(spec: Spec, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec');
  const template = spec.template ?? {};
  validateLabelSelector(spec.selector, path.child('selector'), scope);
  // An absent selector selects nothing, so that it does not match either.
  if (isUsableSelector(spec.selector)) validateSelected(spec.selector, template, path.child('template'), scope);
  if (spec.selector && isEmptySelector(spec.selector)) {
    errors.invalid(path.child('selector'), spec.selector, 'empty selector is invalid for daemonset');
  }
  validateTemplate(template, path.child('template'), scope);
  validateRunsForever(template, 'DaemonSet', path.child('template'), scope);
  validateCounts(spec, ['minReadySeconds'], path, scope);
  validateStrategy(spec, scope);
  validateCounts(spec, ['revisionHistoryLimit'], path, scope);
}

/** ValidateDaemonSetUpdateStrategy@1.36. */
function validateStrategy({ updateStrategy = {} }: Spec, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec', 'updateStrategy');
  if (updateStrategy.type === 'OnDelete') return;
  if (updateStrategy.type !== 'RollingUpdate') {
    const shown = goValue(updateStrategy, 'DaemonSetUpdateStrategy');
    errors.notSupported(path, shown as string, ['RollingUpdate', 'OnDelete']);
    return;
  }
  const { maxUnavailable = 0, maxSurge = 0 } = updateStrategy.rollingUpdate ?? {};
  const rolling = path.child('rollingUpdate');
  const [unavailablePath, surgePath] = [rolling.child('maxUnavailable'), rolling.child('maxSurge')];
  validateIntOrPercent(maxUnavailable, unavailablePath, scope);
  validateIntOrPercent(maxSurge, surgePath, scope);
  validateAtMostAll(maxUnavailable, unavailablePath, scope);
  validateAtMostAll(maxSurge, surgePath, scope);
  const [hasUnavailable, hasSurge] = [plainValue(maxUnavailable) !== 0, plainValue(maxSurge) !== 0];
  if (hasUnavailable && hasSurge) errors.invalid(surgePath, maxSurge, 'may not be set when maxUnavailable is non-zero');
  else if (!hasUnavailable && !hasSurge) errors.required(unavailablePath, 'cannot be 0 when maxSurge is 0');
}

function validateStatus(object: ApiObject, old: ApiObject, scope: Scope): void {
  const status = (object.status ?? {}) as Readonly<Record<string, unknown>>;
  const before = (old.status ?? {}) as Readonly<Record<string, unknown>>;
  validateCounts(status, counts, at('status'), scope);
  validateNotDecremented(status.collisionCount, before.collisionCount, at('status', 'collisionCount'), scope);
}

const counts = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
  'collisionCount',
];
