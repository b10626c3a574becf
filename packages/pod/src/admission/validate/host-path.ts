import type { IHostPathVolumeSource } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateNoBacksteps } from './file-path.ts';
import type { Scope } from './scope.ts';

/** A path of the host (validateHostPathVolumeSource@1.36.2). */
export function validateHostPath(source: Draft<IHostPathVolumeSource>, path: FieldPath, { errors }: Scope): void {
  if (!source.path) {
    errors.required(path.child('path'));
    return;
  }
  validateNoBacksteps(source.path, path.child('path'), errors);
  const type = source.type;
  if (type !== undefined && !types.includes(type)) errors.notSupported(path.child('type'), type, types);
}

const types = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
