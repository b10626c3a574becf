import type { IVolume } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateDescendingPath } from './file-path.ts';
import type { Scope } from './scope.ts';

type Volume = Draft<IVolume>;

interface Check {
  readonly volume: Volume;
  /** The path of the source, e.g. `spec.volumes[0].nfs`. */
  readonly path: FieldPath;
  readonly scope: Scope;
}

/** Files that a server of the network has (validateNFSVolumeSource and its like @1.36.2). */
export function validateNfs({ volume, path, scope: { errors } }: Check): void {
  const { server, path: share = '' } = volume.nfs ?? {};
  if (!server) errors.required(path.child('server'));
  if (share === '') errors.required(path.child('path'));
  if (!share.startsWith('/')) errors.invalid(path.child('path'), share, 'must be an absolute path');
}

/** A clone of a Git repository; the source is deprecated. */
export function validateGitRepo({ volume, path, scope: { errors } }: Check): void {
  if (!volume.gitRepo?.repository) errors.required(path.child('repository'));
  validateDescendingPath(volume.gitRepo?.directory ?? '', path.child('directory'), errors);
}

/** A GlusterFS volume. */
export function validateGlusterfs({ volume, path, scope: { errors } }: Check): void {
  if (!volume.glusterfs?.endpoints) errors.required(path.child('endpoints'));
  if (!volume.glusterfs?.path) errors.required(path.child('path'));
}

/** A Flocker data set. */
export function validateFlocker({ volume, path, scope: { errors } }: Check): void {
  const { datasetName = '', datasetUUID = '' } = volume.flocker ?? {};
  if (datasetName === '' && datasetUUID === '') errors.required(path, 'one of datasetName and datasetUUID is required');
  if (datasetName !== '' && datasetUUID !== '') {
    errors.invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously');
  }
  if (datasetName.includes('/')) errors.invalid(path.child('datasetName'), datasetName, "must not contain '/'");
}

/** A Ceph block device. */
export function validateRbd({ volume, path, scope: { errors } }: Check): void {
  if (!volume.rbd?.monitors?.length) errors.required(path.child('monitors'));
  if (!volume.rbd?.image) errors.required(path.child('image'));
}

/** A Ceph file system. */
export function validateCephfs({ volume, path, scope: { errors } }: Check): void {
  if (!volume.cephfs?.monitors?.length) errors.required(path.child('monitors'));
}

/** A Quobyte volume. */
export function validateQuobyte({ volume, path, scope: { errors } }: Check): void {
  const { registry = '', tenant = '', volume: name } = volume.quobyte ?? {};
  const hostPort = 'must be a host:port pair or multiple pairs separated by commas';
  if (registry === '') errors.required(path.child('registry'), hostPort);
  else if (tenant.length >= 65) {
    errors.required(path.child('tenant'), 'must be a UUID and may not exceed a length of 64 characters');
  } else {
    for (const pair of registry.split(',')) {
      if (!isHostPort(pair)) errors.invalid(path.child('registry'), registry, hostPort);
    }
  }
  if (!name) errors.required(path.child('volume'));
}

/** Go's net.SplitHostPort accepts `host:port`, `:port`, `host:` and `[v6]:port`. */
function isHostPort(pair: string): boolean {
  return /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair);
}

/** A volume of a FlexVolume driver; the source is deprecated. */
export function validateFlexVolume({ volume, path, scope: { errors } }: Check): void {
  if (!volume.flexVolume?.driver) errors.required(path.child('driver'));
  for (const option of Object.keys(volume.flexVolume?.options ?? {})) {
    const namespace = `.${(option.includes('/') ? (option.split('/')[0] ?? '') : option).toLowerCase()}`;
    if (namespace.endsWith('.kubernetes.io') || namespace.endsWith('.k8s.io')) {
      const detail = 'kubernetes.io and k8s.io namespaces are reserved';
      errors.invalid(path.child('options').key(option), option, detail);
    }
  }
}
