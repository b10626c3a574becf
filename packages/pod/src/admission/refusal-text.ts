import { type FieldError, type FieldErrorType, UNSHOWN } from './field-error.ts';
import { goJson } from './go-json.ts';
import { goQuote } from './go-quote.ts';

/** Which object a refusal is about; `kind` carries its group where it has one (`Deployment.apps`). */
export interface RefusedObject {
  readonly kind: string;
  readonly name: string;
}

/**
 * The API server's message for an object that validation refuses.
 *
 * @example
 * ```ts
 * formatInvalid({ kind: 'Pod', name: 'x' }, errors); // Pod "x" is invalid: spec.containers: Required value
 * ```
 */
export function formatInvalid({ kind, name }: RefusedObject, errors: readonly FieldError[]): string {
  // The aggregate drops repetitions (apimachinery field.ErrorList.ToAggregate@1.36.2), the causes keep them.
  const texts = [...new Set(errors.map(formatFieldError))];
  const all = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return `${kind} ${goQuote(name)} is invalid${texts.length === 0 ? '' : `: ${all}`}`;
}

/** One field error in a line: `spec.containers[0].name: Required value`. */
export function formatFieldError(error: FieldError): string {
  return `${error.field}: ${formatErrorBody(error)}`;
}

/** A field error without its field, as a status cause carries it: `Invalid value: -1: must be greater than …`. */
export function formatErrorBody({ type, badValue, shownValue, detail }: FieldError): string {
  let text = words[type];
  if (!valueless.has(type) && badValue !== UNSHOWN) text += `: ${shownValue ?? showValue(badValue)}`;
  return detail === '' ? text : `${text}: ${detail}`;
}

const words: Readonly<Record<FieldErrorType, string>> = {
  Required: 'Required value',
  Invalid: 'Invalid value',
  Duplicate: 'Duplicate value',
  NotSupported: 'Unsupported value',
  NotFound: 'Not found',
  Forbidden: 'Forbidden',
  TooLong: 'Too long',
  TooMany: 'Too many',
  TypeInvalid: 'Invalid value',
  InternalError: 'Internal error',
};

const valueless: ReadonlySet<FieldErrorType> = new Set(['Required', 'Forbidden', 'TooLong', 'InternalError']);

function showValue(value: unknown): string {
  return typeof value === 'string' ? goQuote(value) : goJson(value);
}
