import { type FieldPath, qualifiedNameProblems, type Scope, validateLabelSelector } from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import { at } from '../rules/collect-errors.ts';
import { pathSegmentProblems } from '../rules/path-segment.ts';
import { type Known, validateExpression } from './validate-expression.ts';
import { type ParamKind, validateParamKind } from './validate-param-kind.ts';
import { type Rule, validateRule } from './validate-webhooks.ts';

interface Matching {
  readonly matchPolicy?: string;
  readonly namespaceSelector?: object;
  readonly objectSelector?: object;
  readonly resourceRules?: readonly NamedRule[];
  readonly excludeResourceRules?: readonly NamedRule[];
}

interface NamedRule extends Rule {
  readonly resourceNames?: readonly string[];
}

interface Validation {
  readonly expression?: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
}

interface PolicySpec {
  readonly failurePolicy?: string;
  readonly paramKind?: ParamKind;
  readonly matchConstraints?: Matching;
  readonly matchConditions?: readonly { readonly name?: string; readonly expression?: string }[];
  readonly variables?: readonly { readonly name?: string; readonly expression?: string }[];
  readonly validations?: readonly Validation[];
  readonly auditAnnotations?: readonly { readonly key?: string; readonly valueExpression?: string }[];
}

/** A ValidatingAdmissionPolicy (validateValidatingAdmissionPolicySpec in pkg/apis/admissionregistration/validation@1.36). */
export function validatePolicy(object: ApiObject, scope: Scope): void {
  const { errors } = scope;
  const spec = (object.spec ?? {}) as PolicySpec;
  const {
    failurePolicy = '',
    paramKind,
    matchConstraints,
    variables = [],
    validations = [],
    auditAnnotations = [],
  } = spec;
  const path = at('spec');
  if (!FAILURE.includes(failurePolicy)) errors.notSupported(path.child('failurePolicy'), failurePolicy, FAILURE);
  if (paramKind) validateParamKind(paramKind, path.child('paramKind'), scope);
  if (matchConstraints === undefined) errors.required(path.child('matchConstraints'));
  else {
    validateMatching(matchConstraints, path.child('matchConstraints'), scope);
    if (!matchConstraints.resourceRules?.length) errors.required(at('spec', 'matchConstraints', 'resourceRules'));
  }
  const base: Known = { hasParams: paramKind !== undefined, hasVariables: false, hasAuthorizer: true };
  validateConditions(spec, base, scope);
  const known = { ...base, hasVariables: variables.length > 0 };
  for (const [index, { name = '', expression = '' }] of variables.entries()) {
    const own = at('spec', 'variables', index);
    if (name.trim() === '') errors.required(own.child('name'), 'name is not specified');
    else if (!/^[a-zA-Z_]\w*$/.test(name)) errors.invalid(own.child('name'), name, 'must be a valid CEL identifier');
    if (expression.trim() === '') errors.required(own.child('expression'), 'expression is not specified');
    else validateExpression({ text: expression, path: own.child('expression'), known, wanted: undefined }, scope);
  }
  if (validations.length === 0 && auditAnnotations.length === 0) {
    for (const field of ['validations', 'auditAnnotations']) {
      errors.required(path.child(field), 'validations or auditAnnotations must contain at least one item');
    }
  }
  for (const [index, validation] of validations.entries()) {
    validateValidation(validation, { path: at('spec', 'validations', index), known }, scope);
  }
  for (const [index, { key = '', valueExpression = '' }] of auditAnnotations.entries()) {
    const own = at('spec', 'auditAnnotations', index);
    const whole = `${object.metadata?.name ?? ''}/${key}`;
    errors.invalidEach(own.child('key'), whole, qualifiedNameProblems(whole, scope.server.minor));
    const wanted = { type: 'string', words: 'one of [string null_type]' };
    const valuePath = own.child('valueExpression');
    if (valueExpression.trim() === '') errors.required(valuePath, 'valueExpression is not specified');
    else validateExpression({ text: valueExpression, path: valuePath, known, wanted }, scope);
    if (auditAnnotations.findIndex((other) => other.key === key) < index) errors.duplicate(own.child('key'), key);
  }
}

const FAILURE = ['Fail', 'Ignore'];
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const BOOL = { type: 'bool', words: 'bool' };

/** validateMatchResources@1.36. */
function validateMatching(matching: Matching, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const { matchPolicy = 'Equivalent', resourceRules = [], excludeResourceRules = [] } = matching;
  const allowed = ['Equivalent', 'Exact'];
  if (!allowed.includes(matchPolicy)) errors.notSupported(path.child('matchPolicy'), matchPolicy, allowed);
  for (const field of ['namespaceSelector', 'objectSelector'] as const) {
    validateLabelSelector(matching[field] as never, path.child(field), scope);
  }
  for (const [field, rules] of Object.entries({ resourceRules, excludeResourceRules })) {
    for (const [index, rule] of rules.entries()) {
      const own = path.child(field).index(index);
      const names = rule.resourceNames ?? [];
      for (const [place, name] of names.entries()) {
        const namePath = own.child('resourceNames').index(place);
        errors.invalidEach(namePath, name, pathSegmentProblems(name));
        if (names.indexOf(name) < place) errors.duplicate(namePath, name);
      }
      validateRule(rule, own, scope);
    }
  }
}

function validateConditions({ matchConditions = [] }: PolicySpec, known: Known, scope: Scope): void {
  const { errors, server } = scope;
  if (matchConditions.length > 64) errors.tooMany(at('spec', 'matchConditions'), matchConditions.length, 64);
  for (const [index, { name = '', expression = '' }] of matchConditions.entries()) {
    const own = at('spec', 'matchConditions', index);
    const text = expression.trim();
    if (text === '') errors.required(own.child('expression'));
    else validateExpression({ text, path: own.child('expression'), known, wanted: BOOL }, scope);
    if (name === '') errors.required(own.child('name'));
    else {
      errors.invalidEach(own.child('name'), name, qualifiedNameProblems(name, server.minor));
      if (matchConditions.findIndex((other) => other.name === name) < index) errors.duplicate(own.child('name'), name);
    }
  }
}

function validateValidation(
  { expression = '', message = '', messageExpression = '', reason }: Validation,
  { path, known }: { readonly path: FieldPath; readonly known: Known },
  scope: Scope,
): void {
  const { errors } = scope;
  if (expression.trim() === '') errors.required(path.child('expression'), 'expression is not specified');
  else validateExpression({ text: expression, path: path.child('expression'), known, wanted: BOOL }, scope);
  const messagePath = path.child('messageExpression');
  if (messageExpression !== '' && messageExpression.trim() === '') {
    errors.invalid(messagePath, messageExpression, 'must be non-empty if specified');
  } else if (messageExpression !== '') {
    const wanted = { type: 'string', words: 'string' };
    const without = { ...known, hasAuthorizer: false };
    validateExpression({ text: messageExpression, path: messagePath, known: without, wanted }, scope);
  }
  if (message !== '' && message.trim() === '') {
    errors.invalid(path.child('message'), message, 'must be non-empty if specified');
  } else if (/[\n\r]/.test(message.trim())) {
    errors.invalid(path.child('message'), message, 'must not contain line breaks');
  }
  if (reason !== undefined && !REASONS.includes(reason)) {
    errors.notSupported(path.child('reason'), reason, REASONS);
  }
}
