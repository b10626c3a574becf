import type { ApiObject } from '../../object/api-object.ts';
import { goValue } from '../rules/go-value.ts';
import { metricOfVersion1, metricOfVersion2 } from './metric-versions.ts';
import { fromInternal } from './scaling-behavior.ts';

interface Metric {
  readonly type?: string;
  readonly resource?: { readonly name?: string; readonly target?: { readonly averageUtilization?: number } };
}

const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';

/** The one metric of v1 is one of many in v2; the others are in annotations (pkg/apis/autoscaling/v1/conversion.go@1.36). */
export function toVersion2(object: ApiObject): ApiObject {
  const { targetCPUUtilizationPercentage: percent, ...spec } = (object.spec ?? {}) as Readonly<Record<string, unknown>>;
  const averageUtilization = typeof percent === 'number' ? percent : 80;
  const cpu = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } };
  const { currentReplicas, desiredReplicas } = (object.status ?? {}) as Readonly<Record<string, unknown>>;
  const { [METRICS]: others, [BEHAVIOR]: behavior, ...annotations } = object.metadata?.annotations ?? {};
  const more = parsed(others);
  const metrics = Array.isArray(more) ? more.map(metricOfVersion2) : [];
  const pace = parsed(behavior);
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    metadata: withAnnotations(object, annotations),
    spec: {
      ...spec,
      metrics: [...metrics, ...(typeof percent === 'number' || metrics.length === 0 ? [cpu] : [])],
      ...(pace !== undefined && { behavior: fromInternal(pace) }),
    },
    status: {
      ...(currentReplicas ? { currentReplicas } : {}),
      desiredReplicas: desiredReplicas ?? 0,
      currentMetrics: null,
    },
  };
}

/** What v1 has no field for it shows in annotations. */
export function fromVersion2(object: ApiObject): ApiObject {
  const {
    metrics = [],
    behavior,
    ...spec
  } = (object.spec ?? {}) as {
    readonly metrics?: readonly Metric[];
    readonly behavior?: unknown;
  };
  const { currentReplicas, desiredReplicas, lastScaleTime, observedGeneration } = (object.status ?? {}) as Readonly<
    Record<string, unknown>
  >;
  const cpu = metrics.find(isShareOfCpu)?.resource?.target?.averageUtilization;
  const others = metrics.filter((metric) => !isShareOfCpu(metric));
  const annotations = {
    ...object.metadata?.annotations,
    ...(others.length > 0 && { [METRICS]: JSON.stringify(others.map(metricOfVersion1)) }),
    ...(behavior !== undefined && {
      [BEHAVIOR]: JSON.stringify(goValue(behavior, 'HorizontalPodAutoscalerBehavior')),
    }),
  };
  return {
    ...object,
    apiVersion: 'autoscaling/v1',
    metadata: withAnnotations(object, annotations),
    spec: { ...spec, ...(cpu !== undefined && { targetCPUUtilizationPercentage: cpu }) },
    status: {
      ...(observedGeneration !== undefined && { observedGeneration }),
      ...(lastScaleTime !== undefined && { lastScaleTime }),
      currentReplicas: currentReplicas ?? 0,
      desiredReplicas: desiredReplicas ?? 0,
    },
  };
}

function isShareOfCpu({ type, resource }: Metric): boolean {
  return type === 'Resource' && resource?.name === 'cpu' && resource.target?.averageUtilization !== undefined;
}

function withAnnotations(
  { metadata }: ApiObject,
  annotations: Readonly<Record<string, string>>,
): NonNullable<ApiObject['metadata']> {
  const { annotations: _, ...others } = metadata ?? {};
  return Object.keys(annotations).length === 0 ? others : { ...others, annotations };
}

/** What somebody has written there and nobody can read is as good as nothing. */
function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
