import type { FieldError, FieldErrorType } from '@outrigger/pod';

/** One thing wrong with a value, `PATH in body` in its words. */
export function problem(
  type: FieldErrorType,
  path: string,
  { value, detail, name = path }: { readonly value: unknown; readonly detail: string; readonly name?: string },
): FieldError {
  const field = path === '' || path === '.' ? '<nil>' : path.replace(/^\./, '');
  return { type, field, path: [field], badValue: value, detail: `${name} in body ${detail}` };
}

/** What is wrong with several schemas at once has no place in upstream's answers. */
export function composite(detail: string): FieldError {
  return { type: 'Invalid', field: '<nil>', path: [], badValue: '', detail };
}
