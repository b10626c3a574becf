import type { IFCVolumeSource, IISCSIVolumeSource, IVolume } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { rangeProblems } from './number-range.ts';
import type { Scope } from './scope.ts';

/** A disk of Google or Amazon: its id and a partition (validateGCEPersistentDiskVolumeSource@1.36.2 and its twin). */
export function validateBlockDevice(
  source: { readonly pdName?: string; readonly volumeID?: string; readonly partition?: number },
  { path, scope, id }: { readonly path: FieldPath; readonly scope: Scope; readonly id: 'pdName' | 'volumeID' },
): void {
  if (!source[id]) scope.errors.required(path.child(id));
  const partition = source.partition ?? 0;
  // 0 is let through although the words say otherwise.
  if (partition < 0 || partition > 255) {
    scope.errors.invalidEach(path.child('partition'), partition, rangeProblems(partition, 1, 255));
  }
}

/** A disk over iSCSI (validateISCSIVolumeSource@1.36.2). */
export function validateIscsi(volume: Draft<IVolume>, volumePath: FieldPath, { errors }: Scope): void {
  const source: Draft<IISCSIVolumeSource> = volume.iscsi ?? {};
  const path = volumePath.child('iscsi');
  const { targetPortal = '', iqn = '', lun = 0, initiatorName } = source;
  if (targetPortal === '') errors.required(path.child('targetPortal'));
  if (iqn === '') errors.required(path.child('iqn'));
  else errors.invalidEach(path.child('iqn'), iqn, initiatorProblems(iqn));
  errors.invalidEach(path.child('lun'), lun, rangeProblems(lun, 0, 255));
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !source.secretRef) {
    errors.required(path.child('secretRef'));
  }
  if (initiatorName === undefined) return;
  const initiatorPath = path.miscalled('.initiatorname', 'initiatorName');
  errors.invalidEach(initiatorPath, initiatorName, initiatorProblems(initiatorName));
  const name = volume.name ?? '';
  if (`${name}:${targetPortal}`.length > 64) {
    const detail =
      'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
    errors.invalid(volumePath.child('name'), name, detail);
  }
}

function initiatorProblems(name: string): readonly string[] {
  const format = initiatorFormats[name.slice(0, 3)];
  if (!format) return ['must be valid format starting with iqn, eui, or naa'];
  return format.test(name) ? [] : ['must be valid format'];
}

const initiatorFormats: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};

/** A disk over Fibre Channel (validateFCVolumeSource@1.36.2). */
export function validateFc(source: Draft<IFCVolumeSource>, path: FieldPath, { errors }: Scope): void {
  const { targetWWNs = [], wwids = [], lun } = source;
  const names = path.child('targetWWNs');
  if (targetWWNs.length === 0 && wwids.length === 0) {
    errors.required(names, 'must specify either targetWWNs or wwids, but not both');
  }
  if (targetWWNs.length === 0) return;
  if (wwids.length > 0) errors.invalid(names, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously');
  if (lun === undefined) errors.required(path.child('lun'), 'lun is required if targetWWNs is specified');
  else errors.invalidEach(path.child('lun'), lun, rangeProblems(lun, 0, 255));
}
