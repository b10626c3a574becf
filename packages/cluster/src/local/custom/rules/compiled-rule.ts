import type { Environment } from '@marcbachmann/cel-js';
import { celEnvironment } from '../../cel/base-environment.ts';
import { type Expression, readExpression } from '../../cel/expression.ts';
import type { ValidationRule } from '../schema/json-schema.ts';

/** Whether a rule compares with what was. */
export function usesOldSelf(rule: string): boolean {
  return /(^|[^.\w])oldSelf\b/.test(rule);
}

/** The program of a rule; the same text is read once. */
export function compiledRule({ rule, optionalOldSelf }: ValidationRule): Expression {
  return compiled(rule, optionalOldSelf === true);
}

/** What says why a rule is broken. */
export function compiledMessage({ messageExpression, optionalOldSelf }: ValidationRule): Expression | undefined {
  return messageExpression ? compiled(messageExpression, optionalOldSelf === true) : undefined;
}

function compiled(text: string, hasOptionalOld: boolean): Expression {
  const key = `${hasOptionalOld}/${text}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  const environment = environments.get(hasOptionalOld) ?? newEnvironment(hasOptionalOld);
  environments.set(hasOptionalOld, environment);
  const made = readExpression(text, environment);
  // Definitions come and go: what is read again costs little.
  if (programs.size >= 10_000) programs.clear();
  programs.set(key, made);
  return made;
}

const programs = new Map<string, Expression>();
const environments = new Map<boolean, Environment>();

function newEnvironment(hasOptionalOld: boolean): Environment {
  return celEnvironment()
    .registerVariable('self', 'dyn')
    .registerVariable('oldSelf', hasOptionalOld ? 'optional<dyn>' : 'dyn');
}

/** A value that may not be there, as CEL has it. */
export function optionalOf(value: unknown): unknown {
  const outcome = compiled(value === undefined ? 'optional.none()' : 'optional.of(self)', true);
  const made = 'problem' in outcome ? undefined : outcome.run({ self: value });
  return made !== undefined && 'value' in made ? made.value : undefined;
}
