import type { CatalogGroup } from '../catalog-group.ts';

/** Volumes, claims, snapshots, and what CSI's sidecars say of them. */
export const CLAIM: CatalogGroup = {
  id: 'claim',
  title: 'Volumes, claims and snapshots',
  components: ['persistentvolume-controller', 'volume_expand', 'snapshot-controller', 'csi-snapshotter'],
  source: 'kubernetes pkg/controller/volume/events/event.go@1.36.2; kubernetes-csi/external-snapshotter (2026)',
  rows: [
    { reasons: ['FailedBinding'], category: 'storage', severity: 'warning' },
    {
      reasons: ['ProvisioningFailed'],
      type: 'Warning',
      category: 'storage',
      severity: 'error',
      subclasses: [
        { id: 'missing-class', says: ['storageclass'], category: 'config' },
        { id: 'exhausted', says: ['ResourceExhausted', 'exceeded quota', 'quota'], category: 'capacity' },
        { id: 'timeout', says: ['DeadlineExceeded', 'context deadline exceeded', 'timed out'] },
        { id: 'forbidden', says: ['PermissionDenied', 'Unauthenticated', 'AccessDenied'], category: 'security' },
      ],
    },
    {
      reasons: ['VolumeMismatch', 'VolumeFailedDelete', 'SnapshotCreationFailed'],
      type: 'Warning',
      category: 'storage',
      severity: 'error',
    },
    {
      reasons: ['ProvisioningCleanupFailed', 'VolumeFailedRecycle'],
      type: 'Warning',
      category: 'storage',
      severity: 'warning',
    },
    {
      reasons: ['ProvisioningSucceeded'],
      type: 'Normal',
      category: 'storage',
      severity: 'info',
      recovers: ['ProvisioningFailed', 'FailedBinding'],
    },
    { reasons: ['VolumeDelete'], type: 'Normal', category: 'storage', severity: 'info' },
    {
      reasons: ['VolumeRecycled'],
      type: 'Normal',
      category: 'storage',
      severity: 'info',
      recovers: ['VolumeFailedRecycle'],
    },
    { reasons: ['Resizing', 'SnapshotCreated'], type: 'Normal', category: 'storage', severity: 'info' },
    {
      reasons: ['SnapshotReady'],
      type: 'Normal',
      category: 'storage',
      severity: 'info',
      recovers: ['SnapshotCreationFailed'],
    },
    {
      reasons: ['Provisioning', 'WaitForFirstConsumer', 'WaitForPodScheduled', 'RecyclerPod', 'CreatingSnapshot'],
      type: 'Normal',
      category: 'storage',
      severity: 'debug',
    },
    { reasons: ['ExternalProvisioning'], type: 'Normal', category: 'storage', severity: 'debug' },
    { reasons: ['ExternalExpanding'], category: 'storage', severity: 'info' },
    { reasons: ['FileSystemResizeRequired'], type: 'Normal', category: 'storage', severity: 'notice' },
    { reasons: ['ClaimLost', 'ClaimMisbound'], type: 'Warning', category: 'storage', severity: 'critical' },
    { reasons: ['VolumeUnknownReclaimPolicy'], type: 'Warning', category: 'config', severity: 'warning' },
  ],
};
