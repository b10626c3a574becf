import type { IAzureDiskVolumeSource, IVolume } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsLabelProblems } from './dns-name.ts';
import type { Scope } from './scope.ts';

type CloudKind =
  | 'cinder'
  | 'azureFile'
  | 'vsphereVolume'
  | 'photonPersistentDisk'
  | 'portworxVolume'
  | 'scaleIO'
  | 'storageos';

/** Volumes of clouds and storage products of which little is checked (validateCinderVolumeSource and its like @1.36.2). */
export function validateCloudVolume(
  kind: CloudKind,
  volume: Draft<IVolume>,
  { path, scope }: { readonly path: FieldPath; readonly scope: Scope },
): void {
  const source: Readonly<Record<string, unknown>> = volume[kind] ?? {};
  for (const field of requiredFields[kind]) {
    if (!source[field]) scope.errors.required(path.child(field));
    else if (kind === 'storageos') validateLabel(String(source[field]), path.child(field), scope);
  }
  const { volumeNamespace } = volume.storageos ?? {};
  if (kind === 'storageos' && volumeNamespace) validateLabel(volumeNamespace, path.child('volumeNamespace'), scope);
  const secret = kind === 'storageos' || kind === 'cinder' ? volume[kind]?.secretRef : undefined;
  if (secret && !secret.name) scope.errors.required(path.child('secretRef').child('name'));
}

function validateLabel(value: string, path: FieldPath, { errors }: Scope): void {
  errors.invalidEach(path, value, dnsLabelProblems(value));
}

const requiredFields: Readonly<Record<CloudKind, readonly string[]>> = {
  cinder: ['volumeID'],
  azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  scaleIO: ['gateway', 'system', 'volumeName'],
  storageos: ['volumeName'],
};

/** A disk of Azure (validateAzureDisk@1.36.2). */
export function validateAzureDisk(source: Draft<IAzureDiskVolumeSource>, path: FieldPath, { errors }: Scope): void {
  const { diskName, diskURI = '', cachingMode, kind } = source;
  if (!diskName) errors.required(path.child('diskName'));
  if (diskURI === '') errors.required(path.child('diskURI'));
  if (cachingMode !== undefined && !cachingModes.includes(cachingMode)) {
    errors.notSupported(path.child('cachingMode'), cachingMode, cachingModes);
  }
  if (kind === undefined) return;
  if (!diskKinds.includes(kind)) errors.notSupported(path.child('kind'), kind, diskKinds);
  const [start, form] = kind === 'Managed' ? managedDisk : blobDisk;
  if (!diskURI.startsWith(start)) errors.notSupportedText(path.child('diskURI'), diskURI, [form]);
}

const cachingModes = ['None', 'ReadOnly', 'ReadWrite'];
const diskKinds = ['Dedicated', 'Managed', 'Shared'];
const managedDisk = [
  '/subscriptions/',
  '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}',
] as const;
const blobDisk = ['https://', 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'] as const;
