import type { Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { keepField, statusRules } from '../rules/spec-and-status.ts';
import { fromVersion2, toVersion2 } from './scaler-versions.ts';

/** HorizontalPodAutoscalers in both versions; kept as v2 (pkg/apis/autoscaling/{v2/defaults.go,validation}@1.36). */
export const horizontalPodAutoscalers: readonly Resource[] = (['v2', 'v1'] as const).map((version) =>
  declare({
    group: 'autoscaling',
    version,
    plural: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    shortNames: ['hpa'],
    categories: ['all'],
    ...(version === 'v1' && { conversion: { toStored: toVersion2, fromStored: fromVersion2 } }),
    rules: {
      setDefaults: (object) => withDefaults(object, version),
      prepareForCreate: (object) => ({ ...object, status: EMPTY[version] }),
      prepareForUpdate: (object, old) => keepField(object, old, 'status'),
      validate: (object) => collectErrors((scope) => validateSpec(object, scope)),
      validateUpdate: (object) => collectErrors((scope) => validateSpec(object, scope)),
    },
    subresources: { status: partOfObject(statusRules()) },
  }),
);

const EMPTY = {
  v1: { currentReplicas: 0, desiredReplicas: 0 },
  v2: { desiredReplicas: 0, currentMetrics: null },
};

interface ScalerSpec {
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly metrics?: readonly unknown[];
  readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string; readonly apiVersion?: string };
}

function specOf(object: ApiObject): ScalerSpec {
  return (object.spec ?? {}) as ScalerSpec;
}

/** Eighty per cent of a core is what most mean. */
function withDefaults(object: ApiObject, version: 'v1' | 'v2'): ApiObject {
  const spec = specOf(object);
  const metrics = spec.metrics?.length
    ? spec.metrics
    : [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];
  return { ...object, spec: { ...spec, minReplicas: spec.minReplicas ?? 1, ...(version === 'v2' && { metrics }) } };
}

function validateSpec(object: ApiObject, { errors }: Scope): void {
  const { minReplicas = 1, maxReplicas = 0, scaleTargetRef = {} } = specOf(object);
  const path = at('spec');
  if (minReplicas < 1) errors.invalid(path.child('minReplicas'), minReplicas, 'must be greater than or equal to 1');
  if (maxReplicas < 1) errors.required(path.child('maxReplicas'), 'must be set and greater than 0');
  if (maxReplicas < minReplicas) {
    errors.invalid(path.child('maxReplicas'), maxReplicas, 'must be greater than or equal to `minReplicas`');
  }
  if (!scaleTargetRef.kind) errors.required(path.child('scaleTargetRef').child('kind'));
  if (!scaleTargetRef.name) errors.required(path.child('scaleTargetRef').child('name'));
  const { apiVersion = '' } = scaleTargetRef;
  if (!apiVersion.includes('/') && scaleTargetRef.kind !== 'ReplicationController') {
    errors.invalid(path.child('scaleTargetRef').child('apiVersion'), apiVersion, 'apiVersion must specify API group');
  }
  if (minReplicas === 0) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.forbidden(path.child('metrics'), detail);
  }
}
