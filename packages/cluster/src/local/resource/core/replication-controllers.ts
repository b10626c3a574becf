import type { Draft, Scope } from '@outrigger/pod';
import { validateTemplate } from '@outrigger/pod';
import type { IReplicationController } from 'kubernetes-models/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { validateReplicaStatus } from '../apps/replica-sets.ts';
import { scaleSubresource } from '../autoscaling/scale.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, below, collectErrors } from '../rules/collect-errors.ts';
import { validateCounts } from '../rules/field-checks.ts';
import { keptTemplate, withTemplateDefaults } from '../rules/pod-template.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';

type Spec = NonNullable<Draft<IReplicationController>['spec']>;

/** ReplicationControllers (ValidateReplicationController in pkg/apis/core/validation@1.36). */
export const replicationControllers: Resource = declare({
  plural: 'replicationcontrollers',
  kind: 'ReplicationController',
  shortNames: ['rc'],
  categories: ['all'],
  rules: {
    setDefaults: withDefaults,
    prepareForCreate: (object) => firstGeneration(prepared(object), { replicas: 0 }),
    prepareForUpdate: (object, old) => nextGeneration(prepared(object), old),
    validate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope)),
    validateUpdate: (object) => collectErrors((scope) => validateSpec(specOf(object), scope)),
    defaultPropagation: 'orphan',
    selectableFields: (object) => ({
      'status.replicas': String((object.status as { readonly replicas?: number } | undefined)?.replicas ?? 0),
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
  const { template, ...spec } = specOf(object);
  return { ...object, spec: { ...spec, ...(template && { template: keptTemplate(template) }) } };
}

function withDefaults(object: ApiObject): ApiObject {
  const spec = specOf(object);
  const labels = spec.template?.metadata?.labels as Readonly<Record<string, string>> | undefined;
  const isBare = Object.keys(object.metadata?.labels ?? {}).length === 0;
  const isUnselected = Object.keys(spec.selector ?? {}).length === 0;
  return {
    ...object,
    ...(labels && isBare && { metadata: { ...object.metadata, labels } }),
    spec: {
      ...(spec.template ? withTemplateDefaults(spec) : spec),
      replicas: spec.replicas ?? 1,
      ...(labels && isUnselected && { selector: labels }),
    },
  };
}

/** ValidateReplicationControllerSpec@1.36. */
function validateSpec(spec: Spec, scope: Scope): void {
  const { errors } = scope;
  const path = at('spec');
  const { selector = {}, template } = spec;
  validateCounts(spec, ['minReadySeconds'], path, scope);
  if (Object.keys(selector).length === 0) errors.required(path.child('selector'));
  validateCounts(spec, ['replicas'], path, scope);
  const templatePath = path.child('template');
  if (!template) {
    errors.required(templatePath);
    return;
  }
  const labels = template.metadata?.labels ?? {};
  if (Object.entries(selector).some(([key, value]) => labels[key] !== value)) {
    errors.invalid(below(templatePath, 'metadata', 'labels'), labels, '`selector` does not match template `labels`');
  }
  validateTemplate(template, templatePath, scope);
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? {};
  if (restartPolicy !== 'Always')
    errors.notSupported(below(templatePath, 'spec', 'restartPolicy'), restartPolicy, ['Always']);
  if (activeDeadlineSeconds !== undefined) {
    const detail = 'activeDeadlineSeconds in ReplicationController is not Supported';
    errors.forbidden(below(templatePath, 'spec', 'activeDeadlineSeconds'), detail);
  }
}
