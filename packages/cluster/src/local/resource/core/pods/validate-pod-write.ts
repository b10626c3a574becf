import { type Draft, type Scope, validateNewPod } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../object/api-object.ts';

/** What is against a new pod. */
export function validatePodWrite(pod: ApiObject, scope: Scope): void {
  validateNewPod(pod as Draft<IPod>, scope);
}
