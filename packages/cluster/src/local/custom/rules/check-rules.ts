import type { FieldErrors, FieldPath } from '@outrigger/pod';
import { goRule } from '../definition/go-versions.ts';
import { schemaAt } from '../definition/validate-paths.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import { compiledMessage, compiledRule, usesOldSelf } from './compiled-rule.ts';
import { countCost, type RuleCosts } from './rule-costs.ts';
import { sizedSchema } from './sized-schema.ts';
import { typedProblems } from './typed-problem.ts';
import { withMetadata } from './with-metadata.ts';

/** Adds what is wrong with the rules of a schema, beside what they express (pkg/apis/apiextensions/validation@1.36). */
export function checkRules(schema: JsonSchema, path: FieldPath, errors: FieldErrors): void {
  for (const [at, rule] of (schema['x-kubernetes-validations'] ?? []).entries()) {
    const own = path.child('x-kubernetes-validations').index(at);
    const { message = '', messageExpression = '', reason, fieldPath = '' } = rule;
    const text = rule.rule.trim();
    if (text === '') errors.required(own.child('rule'), 'rule is not specified');
    else if (message !== '' && message.trim() === '') {
      errors.invalid(own.child('message'), message, 'must be non-empty if specified');
    } else if (LINES.test(message.trim()))
      errors.invalid(own.child('message'), message, 'must not contain line breaks');
    else if (LINES.test(text) && message.trim() === '') {
      errors.required(own.child('message'), 'message must be specified if rule contains line breaks');
    }
    if (messageExpression !== '' && messageExpression.trim() === '') {
      errors.required(own.child('messageExpression'), 'messageExpression must be non-empty if specified');
    }
    if (reason !== undefined && !REASONS.includes(reason)) errors.notSupported(own.child('reason'), reason, REASONS);
    if (fieldPath === '') continue;
    if (fieldPath.trim() === '') errors.invalid(own.child('fieldPath'), fieldPath, 'must be non-empty if specified');
    if (LINES.test(fieldPath)) errors.invalid(own.child('fieldPath'), fieldPath, 'must not contain line breaks');
    if (typeof schemaAt(schema, fieldPath, true) === 'string') {
      errors.invalid(own.child('fieldPath'), fieldPath, 'must be a valid path');
    }
  }
}

const LINES = /[\n\r]/;
const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

/** Adds rules that cannot be read. */
export function checkRuleExpressions(
  schema: JsonSchema,
  {
    path,
    uncorrelated,
    isResource,
    times,
    costs,
  }: {
    readonly path: FieldPath;
    readonly uncorrelated: FieldPath | undefined;
    readonly isResource: boolean;
    /** How often values of the schema may be there; undefined where nobody says. */
    readonly times: number | undefined;
    readonly costs: RuleCosts;
  },
  errors: FieldErrors,
): void {
  for (const [at, rule] of (schema['x-kubernetes-validations'] ?? []).entries()) {
    const own = path.child('x-kubernetes-validations').index(at);
    const program = compiledRule(rule);
    const typed = typedProblems(isResource ? withMetadata(schema) : schema, rule);
    const problem = 'problem' in program ? program.problem : typed.rule;
    const self = sizedSchema(isResource ? withMetadata(schema) : schema);
    if (problem === undefined && self !== undefined) {
      countCost({ text: rule.rule, self, path: own.child('rule'), what: 'rule', times }, costs, errors);
    }
    if (problem !== undefined) errors.invalid(own.child('rule'), goRule(rule), problem);
    const message = compiledMessage(rule);
    const wrong =
      message !== undefined && 'problem' in message ? `messageExpression ${message.problem}` : typed.message;
    if (wrong !== undefined) errors.invalid(own.child('messageExpression'), goRule(rule), wrong);
    else if (rule.messageExpression && problem === undefined && self !== undefined) {
      const what = { path: own.child('messageExpression'), what: 'messageExpression', times: 1 };
      countCost({ ...what, text: rule.messageExpression, self }, costs, errors);
    }
    if (usesOldSelf(rule.rule)) {
      if (uncorrelated !== undefined) {
        const why = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelated}`;
        errors.invalid(own.child('rule'), rule.rule, why);
      }
    } else if (rule.optionalOldSelf !== undefined) {
      const why = 'may not be set if oldSelf is not used in rule';
      errors.invalid(own.child('optionalOldSelf'), rule.optionalOldSelf, why);
    }
  }
}
