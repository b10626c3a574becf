import type { IToleration } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { goQuote } from '../go-quote.ts';
import { type GoShape, printGoStruct } from '../go-struct.ts';
import { labelValueProblems, qualifiedNameProblems } from './qualified-name.ts';
import { gateIsOn, type Scope } from './scope.ts';

type Toleration = Draft<IToleration>;

/** Which taints a pod puts up with (ValidateTolerations@1.36.2). */
export function validateTolerations(tolerations: readonly Toleration[], path: FieldPath, scope: Scope): void {
  for (const [at, toleration] of tolerations.entries()) validateToleration(toleration, path.index(at), scope);
}

function validateToleration(toleration: Toleration, path: FieldPath, scope: Scope): void {
  const { errors, server } = scope;
  const { key = '', operator = '', effect = '' } = toleration;
  if (key !== '') errors.invalidEach(path.child('key'), key, qualifiedNameProblems(key, server.minor));
  else if (operator !== 'Exists') {
    const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.ofNamedTexts().invalid(path.child('operator'), operator, detail);
  }
  if (toleration.tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors
      .ofNamedTexts()
      .invalid(path.child('effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
  }
  validateOperator(toleration, path, scope);
  if (effect !== '' && !effects.includes(effect)) errors.notSupported(path.child('effect'), effect, effects);
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateOperator(toleration: Toleration, path: FieldPath, scope: Scope): void {
  const { errors, server } = scope;
  const { operator = '', value = '' } = toleration;
  const operatorPath = path.child('operator');
  if (operator === 'Equal' || operator === '') {
    // Upstream reports a bad value at the operator.
    const problems = labelValueProblems(value, server.minor);
    if (problems.length > 0) errors.invalid(path.miscalled('.operator', 'value'), value, problems.join(';'));
  } else if (operator === 'Exists') {
    if (value === '') return;
    const detail = "value must be empty when `operator` is 'Exists'";
    // Before 1.32 the whole toleration was shown, as Go prints a struct.
    const shown = { badValue: toleration, shownValue: printGoStruct(toleration, tolerationShape, server.minor) };
    if (server.minor < 32) errors.invalidShown(operatorPath, shown, detail);
    else errors.invalid(operatorPath, value, detail);
  } else if ((operator === 'Lt' || operator === 'Gt') && server.minor >= 35) {
    if (gateIsOn(scope, 'TaintTolerationComparisonOperators'))
      errors.invalidEach(path.child('value'), value, integerProblems(value));
    else errors.notSupported(operatorPath, operator, ['Equal', 'Exists', 'Lt', 'Gt']);
  } else errors.notSupported(operatorPath, operator, ['Equal', 'Exists']);
}

/** apimachinery IsDecimalInteger@1.36.2, then Go's strconv.ParseInt. */
function integerProblems(value: string): readonly string[] {
  const problems: string[] = [];
  if (value === '') problems.push('must be non-empty');
  else if (!/^(0|-?[1-9]\d*)$/.test(value)) problems.push('must be a valid decimal integer in canonical form');
  const parse = `strconv.ParseInt: parsing ${goQuote(value)}`;
  if (!/^[+-]?\d+$/.test(value)) problems.push(`${parse}: invalid syntax`);
  else if (BigInt(value) >= 2n ** 63n || BigInt(value) < -(2n ** 63n)) problems.push(`${parse}: value out of range`);
  return problems;
}

const tolerationShape: GoShape = {
  type: 'core.Toleration',
  fields: [
    ['Key', 'key', 'string'],
    ['Operator', 'operator', 'string'],
    ['Value', 'value', 'string'],
    ['Effect', 'effect', 'string'],
    ['TolerationSeconds', 'tolerationSeconds', '*int64'],
  ],
};
