import type { IPersistentVolume, IPersistentVolumeClaim } from 'kubernetes-models/v1';
import { AGE, NAME, text, wide } from '../column.ts';
import { ageOf } from '../print.ts';
import { type Printer, printer } from '../printer.ts';

// pkg/printers/internalversion/printers.go@1.36.

/** PersistentVolumes. */
export const persistentVolumes: Printer = printer<IPersistentVolume>(
  [
    NAME,
    text(
      'Capacity',
      "capacity is the description of the persistent volume's resources and capacity. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#capacity",
    ),
    text(
      'Access Modes',
      'accessModes contains all ways the volume can be mounted. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#access-modes',
    ),
    text(
      'Reclaim Policy',
      'persistentVolumeReclaimPolicy defines what happens to a persistent volume when released from its claim. Valid options are Retain (default for manually created PersistentVolumes), Delete (default for dynamically provisioned PersistentVolumes), and Recycle (deprecated). Recycle must be supported by the volume plugin underlying this PersistentVolume. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#reclaiming',
    ),
    text(
      'Status',
      'phase indicates if a volume is available, bound to a claim, or released by a claim. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#phase',
    ),
    text(
      'Claim',
      'claimRef is part of a bi-directional binding between PersistentVolume and PersistentVolumeClaim. Expected to be non-nil when bound. claim.VolumeName is the authoritative bind between PV and PVC. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#binding',
    ),
    text('StorageClass', 'StorageClass of the pv'),
    text('VolumeAttributesClass', 'VolumeAttributesClass of the pv'),
    text(
      'Reason',
      'reason is a brief CamelCase string that describes any failure and is meant for machine parsing and tidy display in the CLI.',
    ),
    AGE,
    wide(
      'VolumeMode',
      'volumeMode defines if a volume is intended to be used with a formatted filesystem or to remain in raw block state. Value of Filesystem is implied when not included in spec.',
    ),
  ],
  (object, now) => {
    const { metadata, spec, status } = object;
    return [
      metadata?.name ?? '',
      spec?.capacity?.storage === undefined ? '0' : String(spec.capacity.storage),
      printModes(spec?.accessModes),
      spec?.persistentVolumeReclaimPolicy ?? '',
      metadata?.deletionTimestamp === undefined ? (status?.phase ?? '') : 'Terminating',
      spec?.claimRef === undefined ? '' : `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}`,
      classOf(metadata?.annotations, spec?.storageClassName),
      spec?.volumeAttributesClassName ?? '<unset>',
      status?.reason ?? '',
      ageOf(object, now),
      spec?.volumeMode ?? '<unset>',
    ];
  },
);

/** PersistentVolumeClaims. */
export const persistentVolumeClaims: Printer = printer<IPersistentVolumeClaim>(
  [
    NAME,
    text('Status', 'phase represents the current phase of PersistentVolumeClaim.'),
    text('Volume', 'volumeName is the binding reference to the PersistentVolume backing this claim.'),
    text('Capacity', 'capacity represents the actual resources of the underlying volume.'),
    text(
      'Access Modes',
      'accessModes contains the actual access modes the volume backing the PVC has. More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#access-modes-1',
    ),
    text('StorageClass', 'StorageClass of the pvc'),
    text('VolumeAttributesClass', 'VolumeAttributesClass of the pvc'),
    AGE,
    wide(
      'VolumeMode',
      'volumeMode defines what type of volume is required by the claim. Value of Filesystem is implied when not included in claim spec.',
    ),
  ],
  (object, now) => {
    const { metadata, spec, status } = object;
    const isBound = Boolean(spec?.volumeName);
    return [
      metadata?.name ?? '',
      metadata?.deletionTimestamp === undefined ? (status?.phase ?? '') : 'Terminating',
      spec?.volumeName ?? '',
      isBound ? String(status?.capacity?.storage ?? '0') : '',
      isBound ? printModes(status?.accessModes) : '',
      classOf(metadata?.annotations, spec?.storageClassName),
      spec?.volumeAttributesClassName ?? '<unset>',
      ageOf(object, now),
      spec?.volumeMode ?? '<unset>',
    ];
  },
);

const short = { ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP' };

function printModes(modes: readonly string[] = []): string {
  return Object.entries(short)
    .flatMap(([mode, text]) => (modes.includes(mode) ? text : []))
    .join(',');
}

/** The beta annotation goes before the field (helper.GetPersistentVolumeClass@1.36). */
function classOf(annotations: Readonly<Record<string, string | undefined>> = {}, name = ''): string {
  return annotations['volume.beta.kubernetes.io/storage-class'] ?? name;
}
