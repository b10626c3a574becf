import { type Draft, dnsSubdomainProblems, type FieldPath, type Scope } from '@outrigger/pod';
import type { IPersistentVolume } from 'kubernetes-models/v1';

type Spec = NonNullable<Draft<IPersistentVolume>['spec']>;

/** Where a volume is: the sources that are not of one cloud (ValidatePersistentVolumeSpec in pkg/apis/core/validation@1.36). */
export function validateVolumePlace(spec: Spec, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const { hostPath, nfs, local, csi } = spec;
  if (hostPath) validateHostPath(hostPath, path.child('hostPath'), scope);
  else if (nfs) {
    const share = nfs.path ?? '';
    if (!nfs.server) errors.required(path.child('nfs').child('server'));
    if (share === '') errors.required(path.child('nfs').child('path'));
    if (!share.startsWith('/')) errors.invalid(path.child('nfs').child('path'), share, 'must be an absolute path');
  } else if (local) {
    const localPath = path.child('local').child('path');
    if (!local.path) errors.required(localPath);
    else validateNoBacksteps(local.path, localPath, scope);
    if (!spec.nodeAffinity) errors.required(path.child('nodeAffinity'), 'Local volume requires node affinity');
  } else if (csi) validateDriver(csi, path.child('csi'), scope);
}

const types = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];

function validateHostPath(
  { path: place = '', type = '' }: NonNullable<Spec['hostPath']>,
  path: FieldPath,
  scope: Scope,
) {
  const { errors } = scope;
  if (place === '') {
    errors.required(path.child('path'));
    return;
  }
  validateNoBacksteps(place, path.child('path'), scope);
  if (!types.includes(type)) errors.notSupported(path.child('type'), type, types);
}

function validateNoBacksteps(place: string, path: FieldPath, { errors }: Scope): void {
  if (place.split('/').includes('..')) errors.invalid(path, place, "must not contain '..'");
}

function validateDriver(csi: NonNullable<Spec['csi']>, path: FieldPath, { errors }: Scope): void {
  const { driver = '', volumeHandle = '' } = csi;
  if (driver === '') errors.required(path.child('driver'));
  else {
    if (driver.length > 63) errors.tooLong(path.child('driver'), 63);
    errors.invalidEach(path.child('driver'), driver, dnsSubdomainProblems(driver.toLowerCase()));
  }
  if (volumeHandle === '') errors.required(path.child('volumeHandle'));
  for (const field of secrets) {
    const secret = csi[field];
    if (!secret) continue;
    for (const part of ['name', 'namespace'] as const) {
      const text = secret[part] ?? '';
      if (text === '') errors.required(path.child(field).child(part));
      else errors.invalidEach(path.child(field).child(part), text, dnsSubdomainProblems(text));
    }
  }
}

const secrets = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;
