import type { FieldErrors } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';

/** A path inside of a volume for a projected file (ValidateLocalNonReservedPath@1.36.2). */
export function validateVolumeFilePath(target: string, path: FieldPath, errors: FieldErrors): void {
  validateDescendingPath(target, path, errors);
  if (target.startsWith('..') && !target.startsWith('../')) errors.invalid(path, target, "must not start with '..'");
}

/** A relative path that does not climb (validateLocalDescendingPath@1.36.2). */
export function validateDescendingPath(target: string, path: FieldPath, errors: FieldErrors): void {
  if (target.startsWith('/')) errors.invalid(path, target, 'must be a relative path');
  validateNoBacksteps(target, path, errors);
}

/** A path that does not climb (validatePathNoBacksteps@1.36.2). */
export function validateNoBacksteps(target: string, path: FieldPath, errors: FieldErrors): void {
  if (hasBacksteps(target)) errors.invalid(path, target, "must not contain '..'");
}

/** Does a path contain an element `..`? */
export function hasBacksteps(target: string): boolean {
  return target.split('/').includes('..');
}
