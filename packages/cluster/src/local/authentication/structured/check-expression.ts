import type { Environment } from '@marcbachmann/cel-js';
import type { FieldErrors, FieldPath } from '@outrigger/pod';
import { compileWords, readExpression } from '../../cel/expression.ts';

/** Adds what keeps an expression from being read, or a rule from being one. */
export function checkExpression(
  text: string,
  {
    environment,
    isRule,
    path,
  }: { readonly environment: Environment; readonly isRule: boolean; readonly path: FieldPath },
  errors: FieldErrors,
): void {
  const read = readExpression(text, environment);
  const wrongRange = /\bclaims(\.\w+)\.(all|exists|exists_one|map|filter)\(/.exec(text);
  if (wrongRange !== null && !('problem' in read)) {
    const why = "expression of type 'any' cannot be range of a comprehension (must be list, map, or dynamic)";
    errors.invalid(path, text, compileWords(text, wrongRange.index + 'claims'.length, why));
  } else if ('problem' in read) errors.invalid(path, text, read.problem);
  else if (isRule && read.type !== 'bool') errors.invalid(path, text, 'must evaluate to bool');
}
