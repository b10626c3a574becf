import { type FieldPath, type Scope, validateNonNegative } from '@outrigger/pod';
import { isSame } from '../../object/is-same.ts';
import { goValue } from './go-value.ts';

/** A field that stays as it was (apimachinery pkg/api/validation ValidateImmutableField@1.36). */
export function validateImmutable(
  now: unknown,
  before: unknown,
  path: FieldPath,
  { errors }: Scope,
  type?: string,
): void {
  if (!isSame(now, before)) errors.invalid(path, goValue(now, type), 'field is immutable');
}

/** Numbers that may not be below zero, field by field in this order. */
export function validateCounts(
  holder: object | undefined,
  fields: readonly string[],
  path: FieldPath,
  { errors }: Scope,
): void {
  for (const field of fields) {
    const value = (holder as Readonly<Record<string, unknown>> | undefined)?.[field];
    if (typeof value === 'number') validateNonNegative(value, path.child(field), errors);
  }
}

/** Counts of a status that are part of another one. */
export function validateParts(
  status: Readonly<Record<string, unknown>>,
  parts: readonly { readonly part: string; readonly whole: string; readonly detail: string }[],
  path: FieldPath,
  { errors }: Scope,
): void {
  const count = (field: string) => Number(status[field] ?? 0);
  for (const { part, whole, detail } of parts) {
    if (count(part) > count(whole)) errors.invalid(path.child(part), count(part), detail);
  }
}

/** A count that only grows (IsDecremented@1.36). */
export function validateNotDecremented(now: unknown, before: unknown, path: FieldPath, { errors }: Scope): void {
  if (typeof before !== 'number') return;
  if (typeof now !== 'number' || now < before) errors.invalid(path, now ?? 0, 'cannot be decremented');
}
