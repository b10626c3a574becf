import type { IDownwardAPIVolumeFile, IKeyToPath, IVolume } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateFieldRef, validateResourceFieldRef } from './downward-api.ts';
import { validateVolumeFilePath } from './file-path.ts';
import { validateFileMode } from './number-range.ts';
import type { Scope } from './scope.ts';

/** A volume made of the keys of a ConfigMap or Secret. */
export interface FilesSource {
  readonly name?: string | undefined;
  readonly defaultMode?: number;
  readonly items?: readonly Draft<IKeyToPath>[];
}

/** ConfigMap and Secret volumes (validateSecretVolumeSource, validateConfigMapVolumeSource@1.36.2). */
export function validateFiles(
  source: FilesSource,
  { path, scope, nameField }: { readonly path: FieldPath; readonly scope: Scope; readonly nameField: string },
): void {
  if (!source.name) scope.errors.required(path.child(nameField));
  validateFileMode(source.defaultMode, path.child('defaultMode'), scope.errors);
  for (const [at, item] of (source.items ?? []).entries()) {
    validateKeyToPath(item, path.child('items').index(at), scope);
  }
}

/** One key as one file (validateKeyToPath@1.36.2). */
export function validateKeyToPath(item: Draft<IKeyToPath>, path: FieldPath, { errors }: Scope): void {
  if (!item.key) errors.required(path.child('key'));
  if (!item.path) errors.required(path.child('path'));
  validateVolumeFilePath(item.path ?? '', path.child('path'), errors);
  validateFileMode(item.mode, path.child('mode'), errors);
}

/** Fields of the pod as files (validateDownwardAPIVolumeSource@1.36.2). */
export function validateDownwardVolume(
  source: NonNullable<Draft<IVolume>['downwardAPI']>,
  path: FieldPath,
  scope: Scope,
): void {
  validateFileMode(source.defaultMode, path.child('defaultMode'), scope.errors);
  for (const [at, file] of (source.items ?? []).entries()) {
    // Upstream leaves `items` and the index out of these paths.
    validateDownwardFile(file, path.miscalled('', 'items', at), scope);
  }
}

/** One field of the pod as one file (validateDownwardAPIVolumeFile@1.36.2). */
export function validateDownwardFile(file: Draft<IDownwardAPIVolumeFile>, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  if (!file.path) errors.required(path.child('path'));
  validateVolumeFilePath(file.path ?? '', path.child('path'), errors);
  if (file.fieldRef) {
    validateFieldRef(file.fieldRef, path.child('fieldRef'), { ...scope, use: 'volume' });
    if (file.resourceFieldRef) {
      errors.invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously');
    }
  } else if (file.resourceFieldRef) {
    validateResourceFieldRef(file.resourceFieldRef, path.child('resourceFieldRef'), { ...scope, use: 'volume' });
  } else errors.required(path, 'one of fieldRef and resourceFieldRef is required');
  validateFileMode(file.mode, path.child('mode'), errors);
}
