import type { CausalRule } from '../causal-rule.ts';

const MINUTE = 60_000;

const SERVER_DOWN = ['Unhealthy', 'Killing', 'BackOff', 'Failed', 'FailedScheduling'];

/** What autoscalers do and suffer. */
export const SCALING: readonly CausalRule[] = [
  {
    id: 'rescale/rollout',
    title: 'an autoscaler scales its target',
    cause: { reasons: ['SuccessfulRescale'] },
    effect: { reasons: ['ScalingReplicaSet'] },
    join: ['scale-target'],
    windowMs: 2 * MINUTE,
    use: 'context',
    source: 'kubernetes pkg/controller/podautoscaler/horizontal.go@1.36',
  },
  {
    id: 'metrics-down/autoscalers',
    title: 'autoscalers are blind without the server of metrics',
    cause: { reasons: SERVER_DOWN, workloads: /metrics-server/ },
    effect: {
      reasons: ['FailedGetResourceMetric', 'FailedGetContainerResourceMetric', 'FailedComputeMetricsReplicas'],
      says: /resource metric/,
      saysNot: /missing request|targeted pods/,
    },
    join: ['metrics'],
    windowMs: 10 * MINUTE,
    lateMs: 60_000,
    use: 'root',
    source: 'kubernetes staging/src/k8s.io/metrics, pkg/controller/podautoscaler/metrics/client.go@1.36',
  },
  {
    id: 'adapter-down/autoscalers',
    title: 'autoscalers are blind for metrics of applications without the adapter that serves them',
    cause: { reasons: SERVER_DOWN, workloads: /metrics-adapter|prometheus-adapter|keda/ },
    effect: {
      reasons: [
        'FailedGetPodsMetric',
        'FailedGetObjectMetric',
        'FailedGetExternalMetric',
        'FailedComputeMetricsReplicas',
      ],
      saysNot: /resource metric/,
    },
    join: ['metrics'],
    windowMs: 10 * MINUTE,
    lateMs: 60_000,
    use: 'root',
    source: 'kubernetes pkg/controller/podautoscaler/metrics/client.go@1.36',
  },
  {
    id: 'metric/replicas',
    title: 'without a metric no number of replicas can be computed',
    cause: {
      reasons: [
        'FailedGetResourceMetric',
        'FailedGetContainerResourceMetric',
        'FailedGetPodsMetric',
        'FailedGetObjectMetric',
        'FailedGetExternalMetric',
      ],
    },
    effect: { reasons: ['FailedComputeMetricsReplicas'] },
    join: ['object'],
    windowMs: 2 * MINUTE,
    use: 'root',
    source: 'kubernetes pkg/controller/podautoscaler/horizontal.go@1.36',
  },
];
