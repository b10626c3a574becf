import type { FieldErrors } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';
import { atMost } from './dns-name.ts';
import { rangeProblems } from './number-range.ts';

/** A port that a handler names by number or by name (ValidatePortNumOrName@1.36.2). */
export function validatePortNumberOrName(
  port: number | string | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (typeof port === 'string') errors.invalidEach(path, port, portNameProblems(port));
  else errors.invalidEach(path, port ?? 0, portNumberProblems(port ?? 0));
}

/** Why a number is not a port. */
export function portNumberProblems(port: number): readonly string[] {
  return rangeProblems(port, 1, 65535);
}

/** Why a text is not the name of a port (apimachinery IsValidPortName@1.36.2). */
export function portNameProblems(name: string): readonly string[] {
  const problems = name.length <= 15 ? [] : [atMost(15, 'characters')];
  if (!/^[-a-z0-9]+$/.test(name)) {
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}
