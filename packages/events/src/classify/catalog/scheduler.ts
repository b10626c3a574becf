import type { CatalogGroup } from '../catalog-group.ts';

/** The scheduler. Claims first: a pod whose claim is unbound fits no node, whatever else they lack. */
export const SCHEDULER: CatalogGroup = {
  id: 'scheduler',
  title: 'The scheduler',
  components: ['default-scheduler'],
  source: 'kubernetes pkg/scheduler/schedule_one.go, pkg/scheduler/framework/plugins@1.36.2',
  rows: [
    {
      reasons: ['Scheduled'],
      type: 'Normal',
      category: 'scheduling',
      severity: 'debug',
      recovers: ['FailedScheduling', 'NotTriggerScaleUp'],
    },
    {
      reasons: ['FailedScheduling'],
      type: 'Warning',
      category: 'scheduling',
      severity: 'error',
      subclasses: [
        { id: 'skipped', says: ['skip schedule deleting pod'], severity: 'debug' },
        { id: 'unbound-claim', says: ['unbound immediate PersistentVolumeClaim'], category: 'storage' },
        {
          id: 'missing-claim',
          says: ['persistentvolumeclaim "', "didn't find available persistent volumes"],
          category: 'storage',
        },
        { id: 'volume-zone', says: ['volume node affinity conflict', 'no available volume zone'], category: 'storage' },
        { id: 'volume-limit', says: ['exceed max volume count'], category: 'storage' },
        { id: 'device', says: ['cannot allocate all claims', 'resourceclaim'], category: 'capacity' },
        { id: 'insufficient-cpu', says: ['Insufficient cpu'], category: 'capacity' },
        { id: 'insufficient-memory', says: ['Insufficient memory'], category: 'capacity' },
        {
          id: 'insufficient-gpu',
          says: ['Insufficient nvidia.com/', 'Insufficient amd.com/', 'Insufficient gpu'],
          category: 'capacity',
        },
        { id: 'insufficient-ephemeral-storage', says: ['Insufficient ephemeral-storage'], category: 'capacity' },
        { id: 'insufficient-resource', says: ['Insufficient '], category: 'capacity' },
        { id: 'pods', says: ['Too many pods'], category: 'capacity' },
        { id: 'ports', says: ["didn't have free ports"] },
        { id: 'spread', says: ['topology spread'] },
        { id: 'anti-affinity', says: ['anti-affinity'] },
        { id: 'affinity', says: ["didn't match"] },
        { id: 'cordon', says: ['were unschedulable'] },
        { id: 'taint', says: ['untolerated taint', "didn't tolerate"] },
        { id: 'gate', says: ['scheduling gate', 'SchedulingGated'], severity: 'notice' },
        { id: 'no-nodes', says: ['no nodes available'], category: 'capacity' },
        { id: 'preemption', says: ['preemption:'], category: 'capacity' },
      ],
    },
    { reasons: ['Preempted'], type: 'Normal', category: 'scheduling', severity: 'warning' },
    { reasons: ['BindingConditionsPending'], type: 'Normal', category: 'scheduling', severity: 'debug' },
  ],
};
