import type { CatalogGroup } from '../catalog-group.ts';

/** Autoscalers of pods and of nodes. */
export const AUTOSCALER: CatalogGroup = {
  id: 'autoscaler',
  title: 'Autoscalers',
  components: ['horizontal-pod-autoscaler', 'vpa-updater', 'vpa-recommender', 'cluster-autoscaler'],
  source:
    'kubernetes pkg/controller/podautoscaler@1.36.2; kubernetes/autoscaler vertical-pod-autoscaler, cluster-autoscaler (2026)',
  rows: [
    {
      reasons: ['SuccessfulRescale'],
      type: 'Normal',
      category: 'scaling',
      severity: 'info',
      recovers: [
        'FailedRescale',
        'FailedGetScale',
        'FailedComputeMetricsReplicas',
        'FailedGetResourceMetric',
        'FailedGetContainerResourceMetric',
        'FailedGetPodsMetric',
        'FailedGetObjectMetric',
        'FailedGetExternalMetric',
      ],
    },
    {
      reasons: ['InPlaceResizedByVPA', 'ScaledUpGroup', 'ScaleDownEmpty'],
      type: 'Normal',
      category: 'scaling',
      severity: 'info',
    },
    {
      reasons: ['TriggeredScaleUp'],
      type: 'Normal',
      category: 'scaling',
      severity: 'info',
      recovers: ['NotTriggerScaleUp'],
    },
    { reasons: ['ScaleDown'], type: 'Normal', category: 'scaling', severity: 'info', recovers: ['ScaleDownFailed'] },
    {
      reasons: ['FailedRescale', 'FailedGetScale', 'FailedComputeMetricsReplicas'],
      type: 'Warning',
      category: 'scaling',
      severity: 'error',
    },
    {
      reasons: [
        'FailedGetResourceMetric',
        'FailedGetContainerResourceMetric',
        'FailedGetPodsMetric',
        'FailedGetObjectMetric',
        'FailedGetExternalMetric',
      ],
      type: 'Warning',
      category: 'scaling',
      severity: 'warning',
      subclasses: [
        { id: 'no-metrics-api', says: ['could not find the requested resource', 'unable to handle the request'] },
        { id: 'no-request', says: ['missing request for'], category: 'config' },
        { id: 'no-metrics', says: ['no metrics returned', 'did not receive metrics'] },
      ],
    },
    { reasons: ['FailedUpdateStatus', 'ScaleDownFailed'], type: 'Warning', category: 'scaling', severity: 'warning' },
    {
      reasons: [
        'InvalidMetricSourceType',
        'InvalidSelector',
        'SelectorRequired',
        'AmbiguousSelector',
        'FailedConvertHPA',
      ],
      type: 'Warning',
      category: 'config',
      severity: 'error',
    },
    {
      reasons: ['EvictedByVPA', 'EvictedPod', 'InPlaceResizeSkipped'],
      type: 'Normal',
      category: 'scaling',
      severity: 'notice',
    },
    { reasons: ['NotTriggerScaleUp'], type: 'Normal', category: 'capacity', severity: 'warning' },
    { reasons: ['FailedToScaleUpGroup'], type: 'Warning', category: 'capacity', severity: 'error' },
  ],
};
