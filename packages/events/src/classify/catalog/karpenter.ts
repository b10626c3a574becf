import type { CatalogGroup } from '../catalog-group.ts';

/** Karpenter. */
export const KARPENTER: CatalogGroup = {
  id: 'karpenter',
  title: 'Karpenter',
  components: ['karpenter'],
  source: 'kubernetes-sigs/karpenter pkg/events/reason.go and the controllers that use it (2026)',
  rows: [
    { reasons: ['Nominated'], type: 'Normal', category: 'scheduling', severity: 'debug' },
    {
      reasons: ['FailedScheduling', 'NoCompatibleInstanceTypes', 'InsufficientCapacityError'],
      type: 'Warning',
      category: 'capacity',
      severity: 'error',
    },
    { reasons: ['NodeClassNotReady'], type: 'Warning', category: 'config', severity: 'error' },
    { reasons: ['DisruptionBlocked', 'Evicted'], type: 'Normal', category: 'scaling', severity: 'notice' },
    {
      reasons: [
        'DisruptionLaunching',
        'DisruptionTerminating',
        'DisruptionWaitingReadiness',
        'ConsolidationCandidate',
        'ConsolidationApproved',
        'ConsolidationRejected',
      ],
      type: 'Normal',
      category: 'scaling',
      severity: 'info',
    },
    { reasons: ['Unconsolidatable'], type: 'Normal', category: 'scaling', severity: 'debug' },
    { reasons: ['SpotInterrupted'], type: 'Warning', category: 'node', severity: 'warning' },
    {
      reasons: ['InstanceTerminating', 'TerminatingOnInterruption', 'SpotRebalanceRecommendation'],
      category: 'node',
      severity: 'notice',
    },
    { reasons: ['Disrupted'], type: 'Normal', category: 'node', severity: 'notice' },
    { reasons: ['FailedDraining', 'FailedTermination'], type: 'Warning', category: 'node', severity: 'error' },
    {
      reasons: [
        'TerminationGracePeriodExpiring',
        'NodeRepairBlocked',
        'FailedConsistencyCheck',
        'UnregisteredTaintMissing',
      ],
      type: 'Warning',
      category: 'node',
      severity: 'warning',
    },
    { reasons: ['AwaitingVolumeDetachment'], type: 'Normal', category: 'storage', severity: 'info' },
    { reasons: ['InvalidDoNotDisruptAnnotation'], type: 'Warning', category: 'config', severity: 'warning' },
  ],
};
