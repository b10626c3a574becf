import { BadCursor } from '../page-cursor.ts';
import { Superseded } from '../superseded.ts';

/** An error on its way from a thread: what is copied between threads forgets its class. */
export interface PassedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: unknown;
}

/** What is handed over of an error. */
export function passError(error: unknown): PassedError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack, code: (error as { readonly code?: unknown }).code };
}

/** The error again, of the class that callers look at. */
export function takeError({ name, message, stack, code }: PassedError): Error {
  const error = name === 'Superseded' ? new Superseded('') : name === 'BadCursor' ? new BadCursor('') : new Error();
  error.message = message;
  if (stack !== undefined) error.stack = stack;
  return code === undefined ? error : Object.assign(error, { code });
}
