import type { CatalogGroup } from '../catalog-group.ts';

/** StatefulSets and DaemonSets. */
export const STATEFUL_SET: CatalogGroup = {
  id: 'sets',
  title: 'StatefulSets and DaemonSets',
  components: ['statefulset-controller', 'daemonset-controller'],
  source: 'kubernetes pkg/controller/statefulset, pkg/controller/daemon@1.36.2',
  rows: [
    {
      reasons: ['SuccessfulUpdate'],
      type: 'Normal',
      category: 'rollout',
      severity: 'debug',
      recovers: ['FailedUpdate'],
    },
    { reasons: ['FailedUpdate', 'FailedDaemonPod'], type: 'Warning', category: 'rollout', severity: 'error' },
    { reasons: ['RecreatingFailedPod'], type: 'Warning', category: 'rollout', severity: 'warning' },
    {
      reasons: ['RecreatingTerminatedPod', 'SucceededDaemonPod'],
      type: 'Normal',
      category: 'rollout',
      severity: 'info',
    },
    { reasons: ['FailedPlacement'], type: 'Warning', category: 'scheduling', severity: 'warning' },
    { reasons: ['ConflictingController'], type: 'Warning', category: 'config', severity: 'error' },
  ],
};
