import type { ApiObject } from '../../object/api-object.ts';

interface Metric {
  readonly type?: string;
  readonly resource?: { readonly name?: string; readonly target?: { readonly averageUtilization?: number } };
}

/** The one metric of v1 is one of many in v2 (pkg/apis/autoscaling/v1/conversion.go@1.36). */
export function toVersion2(object: ApiObject): ApiObject {
  const { targetCPUUtilizationPercentage: percent, ...spec } = (object.spec ?? {}) as Readonly<Record<string, unknown>>;
  const averageUtilization = typeof percent === 'number' ? percent : 80;
  const metric = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } };
  const { currentReplicas, desiredReplicas } = (object.status ?? {}) as Readonly<Record<string, unknown>>;
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    spec: { ...spec, metrics: [metric] },
    status: {
      ...(currentReplicas ? { currentReplicas } : {}),
      desiredReplicas: desiredReplicas ?? 0,
      currentMetrics: null,
    },
  };
}

/** What v1 has no field for is not shown in it. */
export function fromVersion2(object: ApiObject): ApiObject {
  const { metrics = [], ...spec } = (object.spec ?? {}) as { readonly metrics?: readonly Metric[] };
  const { currentReplicas, desiredReplicas, lastScaleTime, observedGeneration } = (object.status ?? {}) as Readonly<
    Record<string, unknown>
  >;
  const cpu = metrics.find(({ resource }) => resource?.name === 'cpu')?.resource?.target?.averageUtilization;
  return {
    ...object,
    apiVersion: 'autoscaling/v1',
    spec: { ...spec, ...(cpu !== undefined && { targetCPUUtilizationPercentage: cpu }) },
    status: {
      ...(observedGeneration !== undefined && { observedGeneration }),
      ...(lastScaleTime !== undefined && { lastScaleTime }),
      currentReplicas: currentReplicas ?? 0,
      desiredReplicas: desiredReplicas ?? 0,
    },
  };
}
