import type { CatalogGroup, Subclass } from '../catalog-group.ts';

const CONDITIONS: readonly Subclass[] = [
  { id: 'memory', says: ['Condition MemoryPressure is'] },
  { id: 'disk', says: ['Condition DiskPressure is'] },
  { id: 'pids', says: ['Condition PIDPressure is'] },
  { id: 'network', says: ['Condition NetworkUnavailable is'] },
];

/** What Kubernetes says by no Event, and is made of changes of objects. */
export const SYNTHESISED: CatalogGroup = {
  id: 'synthesised',
  title: 'Made by Outrigger of changes of objects',
  components: ['outrigger'],
  source: 'packages/events/src/observe/synthesise',
  rows: [
    { reasons: ['ContainerOOMKilled'], type: 'Warning', category: 'capacity', severity: 'error' },
    { reasons: ['ContainerExited'], type: 'Warning', category: 'lifecycle', severity: 'error' },
    { reasons: ['ContainerRestarted'], type: 'Warning', category: 'lifecycle', severity: 'warning' },
    {
      reasons: ['PodStuck'],
      type: 'Warning',
      category: 'lifecycle',
      severity: 'warning',
      subclasses: [
        { id: 'pending', says: ['has been Pending'], category: 'scheduling', severity: 'error' },
        { id: 'creating', says: ['has been ContainerCreating'], severity: 'error' },
        { id: 'terminating', says: ['has been Terminating'] },
      ],
    },
    {
      reasons: ['NodeConditionChanged'],
      type: 'Warning',
      category: 'node',
      severity: 'error',
      subclasses: [{ id: 'readiness', says: ['Condition Ready is'], severity: 'critical' }, ...CONDITIONS],
    },
    {
      reasons: ['NodeConditionChanged'],
      type: 'Normal',
      category: 'node',
      severity: 'info',
      recovers: ['NodeConditionChanged'],
      subclasses: [{ id: 'readiness', says: ['Condition Ready is'] }, ...CONDITIONS],
    },
    { reasons: ['ProgressDeadlineExceeded'], type: 'Warning', category: 'rollout', severity: 'error' },
  ],
};
