import type { FieldPath, Scope } from '@outrigger/pod';
import { pathSegmentProblems } from '../rules/path-segment.ts';

/** What is scaled, or measured. */
export interface ObjectReference {
  readonly kind?: string;
  readonly name?: string;
  readonly apiVersion?: string;
}

/** ValidateCrossVersionObjectReference in pkg/apis/autoscaling/validation@1.36. */
export function validateObjectReference(
  { kind = '', name = '', apiVersion = '' }: ObjectReference,
  path: FieldPath,
  { errors, mayBeOfCore }: Scope & { readonly mayBeOfCore: boolean },
): void {
  for (const [field, text] of Object.entries({ kind, name })) {
    if (text === '') errors.required(path.child(field));
    else errors.invalidEach(path.child(field), text, pathSegmentProblems(text));
  }
  const slashes = apiVersion.split('/').length - 1;
  if (slashes > 1)
    errors.invalid(path.child('apiVersion'), apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  else if (!mayBeOfCore && (slashes === 0 || apiVersion.startsWith('/'))) {
    errors.invalid(path.child('apiVersion'), apiVersion, 'apiVersion must specify API group');
  }
}
