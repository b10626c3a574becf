import type { ApiObject } from '../../object/api-object.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { collectErrors } from '../rules/collect-errors.ts';
import { keepField, statusRules } from '../rules/spec-and-status.ts';
import { fromVersion2, toVersion2 } from './scaler-versions.ts';
import { type ScalingRules, scalerSpecOf, validateScaler } from './validate-scaler.ts';

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
      validate: (object) => collectErrors((scope) => validateScaler(object, scope)),
      validateUpdate: (object) => collectErrors((scope) => validateScaler(object, scope)),
    },
    subresources: { status: partOfObject(statusRules()) },
  }),
);

const EMPTY = {
  v1: { currentReplicas: 0, desiredReplicas: 0 },
  v2: { desiredReplicas: 0, currentMetrics: null },
};

/** Eighty per cent of a core is what most mean. Who says something of the pace is shown all of it. */
function withDefaults(object: ApiObject, version: 'v1' | 'v2'): ApiObject {
  const spec = scalerSpecOf(object);
  if (version === 'v1') return { ...object, spec: { ...spec, minReplicas: spec.minReplicas ?? 1 } };
  const { behavior } = spec;
  return {
    ...object,
    spec: {
      ...spec,
      minReplicas: spec.minReplicas ?? 1,
      metrics: spec.metrics?.length ? spec.metrics : [CPU],
      ...(behavior && {
        behavior: {
          scaleUp: { ...PACE.up, ...behavior.scaleUp },
          scaleDown: { ...PACE.down, ...behavior.scaleDown },
        },
      }),
    },
  };
}

const CPU = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } };

/** defaultHPAScaleUpRules and defaultHPAScaleDownRules in pkg/apis/autoscaling/v2/defaults.go@1.36. */
const PACE: Readonly<Record<'up' | 'down', ScalingRules>> = {
  up: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  },
  down: { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
};
