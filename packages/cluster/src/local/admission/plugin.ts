import { forbidden, type Refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { AdmissionAttempt } from '../world.ts';

/** A plug-in of admission: it changes what is to be written, refuses it by throwing, or both. */
export interface Plugin {
  readonly mutate?: (attempt: AdmissionAttempt) => ApiObject | Promise<ApiObject>;
  readonly validate?: (attempt: AdmissionAttempt) => void | Promise<void>;
}

/** 403, about the object that is to be written (admission.NewForbidden in apiserver@1.36). */
export function denied({ resource, name, object }: AdmissionAttempt, why: string): Refusal {
  const { name: given, generateName } = object.metadata ?? {};
  return forbidden(resource, name || given || generateName || 'Unknown', why);
}

/** Whether an attempt is for objects of this resource themselves, and not for a part of one. */
export function isFor({ resource, context }: AdmissionAttempt, plural: string, group = ''): boolean {
  return resource.plural === plural && resource.group === group && context.subresource === '';
}
