import { type FieldError, invalidStatus } from '@outrigger/pod';
import type { Status } from './api-answer.ts';

/**
 * A request that is refused. Thrown anywhere between a request and its answer, and caught in one place (api-server.ts): there
 * is always just one thing to do with it, and that is to answer with its status.
 */
export class Refusal extends Error {
  readonly status: Status;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: Status, headers: Readonly<Record<string, string>> = {}) {
    super(status.message ?? '');
    this.status = status;
    this.headers = headers;
  }
}

/** The resource that messages name: `deployments.apps`, or `pods` of the core group. */
export interface NamedResource {
  readonly group: string;
  readonly plural: string;
}

/** 404 for an object (apimachinery pkg/api/errors NewNotFound@1.36). */
export function notFound(resource: NamedResource, name: string): Refusal {
  return refusal(404, 'NotFound', `${qualified(resource)} "${name}" not found`, of(resource, name));
}

/** 404 for a resource or a path that the server does not serve. */
export function noSuchResource(): Refusal {
  return refusal(404, 'NotFound', 'the server could not find the requested resource', {});
}

/** 409 for a name that is taken. */
export function alreadyExists(resource: NamedResource, name: string): Refusal {
  return refusal(409, 'AlreadyExists', `${qualified(resource)} "${name}" already exists`, of(resource, name));
}

/** 409 for a change that comes too late. */
export function conflict(resource: NamedResource, name: string, why: string = MODIFIED): Refusal {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`;
  return refusal(409, 'Conflict', message, of(resource, name));
}

const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

/** 403. */
export function forbidden(resource: NamedResource, name: string, why: string): Refusal {
  const subject = name === '' ? qualified(resource) : `${qualified(resource)} "${name}"`;
  return refusal(403, 'Forbidden', `${subject} is forbidden: ${why}`, of(resource, name));
}

/** 400. */
export function badRequest(message: string): Refusal {
  return refusal(400, 'BadRequest', message);
}

/** 405. */
export function methodNotSupported(): Refusal {
  return refusal(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

/** 410 for a version that is too old. */
export function expired(message: string): Refusal {
  return refusal(410, 'Expired', message);
}

/** 422 with what validation has found; `kind` with its group, e.g. `Deployment.apps`. */
export function invalid(kind: string, name: string, errors: readonly FieldError[]): Refusal {
  return new Refusal(invalidStatus({ kind, name }, errors));
}

/** Any other refusal. */
export function refusal(
  code: number,
  /** Undefined for what upstream gives none. */
  reason: string | undefined,
  message: string,
  details?: object,
  headers?: Readonly<Record<string, string>>,
): Refusal {
  const status: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason !== undefined && { reason }),
    ...(details && { details }),
    code,
  };
  return new Refusal(status, headers);
}

/** `deployments.apps`, `pods`. */
export function qualified({ group, plural }: NamedResource): string {
  return group === '' ? plural : `${plural}.${group}`;
}

function of({ group, plural }: NamedResource, name: string): Readonly<Record<string, unknown>> {
  return { ...(name !== '' && { name }), ...(group !== '' && { group }), kind: plural };
}
