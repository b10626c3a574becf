import { FieldErrors, FieldPath } from '@outrigger/pod';
import { invalid } from '../answer/refusal.ts';
import { decoded } from '../decode/read-object.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { Writing } from '../write/writing.ts';
import type { JsonMap } from './json-value.ts';

/** A patched object, read again as if somebody had sent it; what is wrong with it is wrong with the patch. */
export function decodePatched(
  writing: Writing,
  patched: JsonMap,
  { shown, problems }: { readonly shown: string; readonly problems: readonly string[] },
): ApiObject {
  const refuse = (why: string): never => {
    const errors = new FieldErrors(36);
    errors.invalid(FieldPath.of('patch'), shown, why);
    throw invalid('', '', errors.list);
  };
  return decoded(writing, patched as ApiObject, { repeated: problems, refused: problems, order: () => 0, refuse });
}
