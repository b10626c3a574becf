import type { IProjectedVolumeSource, IVolumeProjection } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateDownwardFile, validateKeyToPath } from './config-volume.ts';
import { validateVolumeFilePath } from './file-path.ts';
import { validateFileMode } from './number-range.ts';
import { validatePodCertificate } from './pod-certificate.ts';
import type { Scope } from './scope.ts';
import { validateTrustBundle } from './trust-bundle.ts';

type Projection = Draft<IVolumeProjection>;

/** What the sources of one projected volume share: the files that exist already, and the path of the volume. */
export interface ProjectionScope extends Scope {
  readonly files: Set<string>;
  readonly volumePath: FieldPath;
}

/** Several sources in one folder, at distinct paths (validateProjectedVolumeSource@1.36.2). */
export function validateProjected(source: Draft<IProjectedVolumeSource>, path: FieldPath, scope: Scope): void {
  validateFileMode(source.defaultMode, path.child('defaultMode'), scope.errors);
  const shared: ProjectionScope = { ...scope, files: new Set(), volumePath: path };
  for (const [at, projection] of (source.sources ?? []).entries()) {
    validateProjection(projection, path.child('sources').index(at), shared);
  }
}

function validateProjection(projection: Projection, path: FieldPath, scope: ProjectionScope): void {
  const { errors, server } = scope;
  for (const kind of ['secret', 'configMap'] as const) {
    if (projection[kind]) validateKeys(projection[kind], path.child(kind), scope);
  }
  if (projection.downwardAPI) validateDownward(projection.downwardAPI, path.child('downwardAPI'), scope);
  if (projection.serviceAccountToken) validateToken(projection.serviceAccountToken, path, scope);
  if (projection.clusterTrustBundle) {
    // Before 1.31 the errors named the field by its first name.
    const old = path.miscalled('.clusterTrustBundlePEM', 'clusterTrustBundle');
    const bundlePath = server.minor < 31 ? old : path.child('clusterTrustBundle');
    validateTrustBundle(projection.clusterTrustBundle, bundlePath, scope);
  }
  if (projection.podCertificate) validatePodCertificate(projection.podCertificate, path.child('podCertificate'), scope);
  if (kinds.filter((kind) => projection[kind] !== undefined).length > 1) {
    const perSource = server.minor < 31 ? '' : ' per source';
    errors.forbidden(path, `may not specify more than 1 volume type${perSource}`);
  }
}

const kinds = [
  'secret',
  'configMap',
  'downwardAPI',
  'serviceAccountToken',
  'clusterTrustBundle',
  'podCertificate',
] as const;

function validateKeys(source: NonNullable<Projection['secret']>, path: FieldPath, scope: ProjectionScope): void {
  const { name = '', items = [] } = source;
  if (name === '') scope.errors.required(path.child('name'));
  for (const [at, item] of items.entries()) {
    validateKeyToPath(item, path.child('items').index(at), scope);
    claimFile(item.path ?? '', scope, { shown: name });
  }
}

function validateDownward(
  source: NonNullable<Projection['downwardAPI']>,
  path: FieldPath,
  scope: ProjectionScope,
): void {
  for (const [at, file] of (source.items ?? []).entries()) {
    validateDownwardFile(file, path.miscalled('', 'items', at), scope);
    claimFile(file.path ?? '', scope);
  }
}

/** The token lasts 10 minutes to 2^32 seconds; upstream reports its path at the volume. */
function validateToken(
  token: NonNullable<Projection['serviceAccountToken']>,
  path: FieldPath,
  { errors, server, volumePath }: ProjectionScope,
): void {
  const tokenPath = path.child('serviceAccountToken');
  const seconds = token.expirationSeconds ?? 0;
  if (seconds < 600) {
    errors.invalid(tokenPath.child('expirationSeconds'), seconds, 'may not specify a duration less than 10 minutes');
  }
  if (seconds > 2 ** 32) {
    const detail = 'may not specify a duration larger than 2^32 seconds';
    errors.invalid(tokenPath.child('expirationSeconds'), seconds, detail);
  }
  const filePath = volumePath.child('path');
  if (!token.path) errors.required(filePath);
  else if (server.minor >= 30) validateVolumeFilePath(token.path, filePath, errors);
}

/** Notes that a file exists, and complains about the second of its name; an empty name is no file. */
export function claimFile(
  file: string,
  { files, errors, volumePath }: ProjectionScope,
  { shown = file }: { readonly shown?: string } = {},
): void {
  if (file === '') return;
  if (files.has(file)) errors.invalid(volumePath, shown, 'conflicting duplicate paths');
  files.add(file);
}
