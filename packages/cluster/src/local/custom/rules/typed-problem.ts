import type { Environment } from '@marcbachmann/cel-js';
import { readExpression } from '../../cel/expression.ts';
import type { JsonSchema, ValidationRule } from '../schema/json-schema.ts';
import { typedEnvironment } from './typed-environment.ts';

/** What the types of its schema say against a rule, or against what tells that it is broken. */
export interface TypedProblems {
  readonly rule?: string;
  readonly message?: string;
}

/**
 * What is wrong with a rule by the types of its schema: fields that there are not, values that cannot be compared, results that
 * are no answer. The library knows fewer overloads than upstream's, so that only what is surely wrong is told.
 */
export function typedProblems(
  schema: JsonSchema,
  { rule, messageExpression, optionalOldSelf }: ValidationRule,
): TypedProblems {
  const environment = typedEnvironment(schema, optionalOldSelf === true);
  const about = problemOf(rule, environment, { wanted: 'bool', words: 'cel expression must evaluate to a bool' });
  const wanted = { wanted: 'string', words: 'messageExpression must evaluate to a string' };
  const message = messageExpression ? problemOf(messageExpression, environment, wanted) : undefined;
  return { ...(about && { rule: about }), ...(message && { message }) };
}

function problemOf(
  text: string,
  environment: Environment,
  { wanted, words }: { readonly wanted: string; readonly words: string },
): string | undefined {
  const read = readExpression(text, environment);
  if ('problem' in read) return SURE.test(read.problem) ? read.problem : undefined;
  return SIMPLE.has(read.type) && read.type !== wanted ? words : undefined;
}

const SURE =
  /: (undefined field '|found no matching overload for '_(?:[<>]=?|[=!]=|[-+*/%])_' applied to '\((string|int|bool), (string|int|bool)\)')/;
const SIMPLE: ReadonlySet<string> = new Set(['bool', 'string', 'int', 'double', 'bytes']);
