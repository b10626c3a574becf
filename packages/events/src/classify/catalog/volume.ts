import type { CatalogGroup } from '../catalog-group.ts';

/** Volumes on a node. */
export const VOLUME: CatalogGroup = {
  id: 'volume',
  title: 'Volumes on nodes',
  components: ['kubelet', 'attachdetach-controller'],
  source: 'kubernetes pkg/kubelet/events/event.go, pkg/controller/volume/attachdetach@1.36.2',
  rows: [
    {
      reasons: ['FailedMount'],
      type: 'Warning',
      category: 'storage',
      severity: 'error',
      subclasses: [
        {
          id: 'missing-key',
          says: ['references non-existent secret key', 'references non-existent config key'],
          category: 'config',
        },
        { id: 'missing-secret', says: ['secret "', 'secrets "'], category: 'config' },
        { id: 'missing-config-map', says: ['configmap "', 'configmaps "'], category: 'config' },
        { id: 'not-registered', says: ['not registered'], category: 'node' },
        { id: 'multi-attach', says: ['Multi-Attach error'] },
        { id: 'host-path', says: ['hostPath type check failed'], category: 'config' },
        { id: 'missing-claim', says: ['persistentvolumeclaim "', 'PVC'] },
        { id: 'driver-missing', says: ['not found in the list of registered CSI drivers'] },
        { id: 'stale', says: ['tale NFS', 'stale file handle', 'Stale file handle'] },
        { id: 'permission', says: ['permission denied', 'access denied', 'Permission denied'] },
        {
          id: 'timeout',
          says: [
            'timed out waiting',
            'DeadlineExceeded',
            'context deadline exceeded',
            'timeout expired',
            'onnection timed out',
          ],
        },
        { id: 'file-system', says: ['wrong fs type', 'fsck', 'mount failed'] },
      ],
    },
    {
      reasons: ['FailedAttachVolume'],
      type: 'Warning',
      category: 'storage',
      severity: 'error',
      subclasses: [
        { id: 'multi-attach', says: ['Multi-Attach error'] },
        { id: 'limit', says: ['max volume count', 'limit exceeded', 'AttachmentLimitExceeded'] },
        { id: 'timeout', says: ['timed out', 'DeadlineExceeded', 'context deadline exceeded'] },
      ],
    },
    {
      reasons: [
        'FailedDetachVolume',
        'FailedMapVolume',
        'FailedMountOnFilesystemMismatch',
        'VolumeResizeFailed',
        'FileSystemResizeFailed',
        'VolumeConditionAbnormal',
      ],
      type: 'Warning',
      category: 'storage',
      severity: 'error',
    },
    {
      reasons: ['SuccessfulAttachVolume'],
      type: 'Normal',
      category: 'storage',
      severity: 'debug',
      recovers: ['FailedAttachVolume'],
    },
    {
      reasons: ['SuccessfulMountVolume'],
      type: 'Normal',
      category: 'storage',
      severity: 'debug',
      recovers: ['FailedMount', 'FailedMapVolume'],
    },
    { reasons: ['AlreadyMountedVolume'], type: 'Warning', category: 'storage', severity: 'notice' },
    {
      reasons: ['VolumeResizeSuccessful'],
      type: 'Normal',
      category: 'storage',
      severity: 'info',
      recovers: ['VolumeResizeFailed'],
    },
    {
      reasons: ['FileSystemResizeSuccessful'],
      type: 'Normal',
      category: 'storage',
      severity: 'info',
      recovers: ['FileSystemResizeFailed', 'FileSystemResizeRequired'],
    },
    { reasons: ['VolumePermissionChangeInProgress'], type: 'Normal', category: 'storage', severity: 'notice' },
    { reasons: ['PossibleMemoryBackedVolumesOnDisk'], type: 'Warning', category: 'security', severity: 'notice' },
    {
      reasons: ['MultipleSELinuxLabels', 'SELinuxLabelConflict', 'SELinuxChangePolicyConflict'],
      category: 'security',
      severity: 'warning',
    },
  ],
};
