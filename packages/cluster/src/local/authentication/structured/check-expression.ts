import type { Environment } from '@marcbachmann/cel-js';
import type { FieldErrors, FieldPath } from '@outrigger/pod';
import { readExpression } from '../../cel/expression.ts';

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
  if ('problem' in read) errors.invalid(path, text, read.problem);
  else if (isRule && read.type !== 'bool') errors.invalid(path, text, 'must evaluate to bool');
}
