import type { FieldPath } from '../field-path.ts';
import type { Scope } from './scope.ts';

/** When an image is pulled (validatePullPolicy@1.36.2). */
export function validatePullPolicy(policy: string | undefined, path: FieldPath, { errors }: Scope): void {
  if (!policy) errors.required(path);
  else if (!policies.includes(policy)) errors.notSupported(path, policy, policies);
}

const policies = ['Always', 'IfNotPresent', 'Never'];
