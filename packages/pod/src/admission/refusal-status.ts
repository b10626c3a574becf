import type { FieldError } from './field-error.ts';
import { formatErrorBody, formatInvalid, type RefusedObject } from './refusal-text.ts';

/** The body with which the API server answers a request it refuses (meta/v1 Status). */
export interface RefusalStatus {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Readonly<Record<string, never>>;
  readonly status: 'Failure';
  readonly message: string;
  readonly reason: 'Invalid' | 'BadRequest';
  readonly details?: RefusalDetails;
  readonly code: 422 | 400;
}

/** What was refused and why; a name that is missing and the core group are left out. */
interface RefusalDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly causes: readonly StatusCause[];
}

/** One cause in a refusal. */
interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

/** The answer 422 to an object that validation refuses (apimachinery pkg/api/errors NewInvalid@1.36.2). */
export function invalidStatus(object: RefusedObject, errors: readonly FieldError[]): RefusalStatus {
  const causes = errors.map((error) => ({
    reason: error.type === 'InternalError' ? error.type : `FieldValue${error.type}`,
    message: formatErrorBody(error),
    field: error.field,
  }));
  const [kind = '', ...group] = object.kind.split('.');
  const details: RefusalDetails = {
    ...(object.name !== '' && { name: object.name }),
    ...(group.length > 0 && { group: group.join('.') }),
    ...(kind !== '' && { kind }),
    causes,
  };
  return { ...failure, message: formatInvalid(object, errors), reason: 'Invalid', details, code: 422 };
}

/** The answer 400 to an object that cannot be decoded. */
export function badRequestStatus(message: string): RefusalStatus {
  return { ...failure, message, reason: 'BadRequest', code: 400 };
}

const failure = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' } as const;
