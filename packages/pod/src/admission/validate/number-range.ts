import type { FieldErrors } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';

/** Why a number does not lie between two others. */
export function rangeProblems(value: number, low: number, high: number): readonly string[] {
  return value >= low && value <= high ? [] : [`must be between ${low} and ${high}, inclusive`];
}

/** Why a number is not the id of a Linux user or group (apimachinery IsValidUserID@1.36.2). */
export function accountIdProblems(id: number): readonly string[] {
  return rangeProblems(id, 0, 2147483647);
}

/** Complains about a number below zero; absent is zero. */
export function validateNonNegative(value: number | undefined, path: FieldPath, errors: FieldErrors): void {
  if (value !== undefined && value < 0) errors.invalid(path, value, 'must be greater than or equal to 0');
}

/** Complains about a number that is not above zero. */
export function validatePositive(value: number, path: FieldPath, errors: FieldErrors): void {
  if (value <= 0) errors.invalid(path, value, 'must be greater than zero');
}

/** Complains about a file mode outside of 0 to 0777. */
export function validateFileMode(mode: number | undefined, path: FieldPath, errors: FieldErrors): void {
  if (mode !== undefined && (mode > 0o777 || mode < 0)) {
    errors.invalid(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive');
  }
}
