import type { Scope } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { isSame } from '../../object/is-same.ts';
import { at } from './collect-errors.ts';

/** How many bytes a ConfigMap or a Secret may hold. */
export const MAX_DATA: number = 1024 * 1024;

/** How many bytes a text in base64 stands for. */
export function base64Size(text: string): number {
  return Buffer.from(text, 'base64').length;
}

/** What was once made immutable stays as it is, and immutable. */
export function validateFrozen(object: ApiObject, old: ApiObject, fields: readonly string[], { errors }: Scope): void {
  if (old.immutable !== true) return;
  const detail = 'field is immutable when `immutable` is set';
  if (object.immutable !== true) errors.forbidden(at('immutable'), detail);
  for (const field of fields) if (!isSame(object[field], old[field])) errors.forbidden(at(field), detail);
}
