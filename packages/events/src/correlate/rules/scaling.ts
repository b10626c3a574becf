import type { CausalRule } from '../causal-rule.ts';

const MINUTE = 60_000;

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
    cause: {
      reasons: ['Unhealthy', 'Killing', 'BackOff', 'Failed', 'FailedScheduling'],
      workloads: /metrics-server|prometheus-adapter|keda/,
    },
    effect: {
      reasons: [
        'FailedGetResourceMetric',
        'FailedGetContainerResourceMetric',
        'FailedComputeMetricsReplicas',
        'FailedGetPodsMetric',
        'FailedGetExternalMetric',
      ],
    },
    join: ['metrics'],
    windowMs: 10 * MINUTE,
    lateMs: 60_000,
    use: 'root',
    source: 'kubernetes pkg/controller/podautoscaler/metrics@1.36',
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
