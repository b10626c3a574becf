import { denied, type Plugin } from '../admission/plugin.ts';
import { Refusal } from '../answer/refusal.ts';
import { toCel } from '../cel/to-cel.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { Registry } from '../resource/registry.ts';
import type { AdmissionAttempt } from '../world.ts';
import { conditionsHold, evaluate, type MatchCondition, type Variables, variablesOf } from './match-conditions.ts';
import { type Matching, matches } from './matching.ts';
import { type ParamKind, type ParamRef, paramsOf } from './policy-params.ts';
import { withVariables } from './policy-variables.ts';

interface PolicySpec {
  readonly failurePolicy?: string;
  readonly paramKind?: ParamKind;
  readonly matchConstraints?: Matching;
  readonly matchConditions?: readonly MatchCondition[];
  readonly variables?: readonly { readonly name?: string; readonly expression?: string }[];
  readonly validations?: readonly Validation[];
}

interface Validation {
  readonly expression?: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
}

interface BindingSpec {
  readonly policyName?: string;
  readonly paramRef?: ParamRef;
  readonly matchResources?: Matching;
  readonly validationActions?: readonly string[];
}

/** Something that a policy does not like. */
interface Complaint {
  readonly message: string;
  readonly reason?: string | undefined;
}

/** ValidatingAdmissionPolicies with their bindings (apiserver pkg/admission/plugin/policy/validating@1.36). */
export function validatingPolicies(registry: Registry): Plugin {
  return {
    validate(attempt) {
      if (attempt.resource.group === GROUP && /polic/.test(attempt.resource.plural)) return;
      const policies = attempt.context.list(`validatingadmissionpolicies.${GROUP}`);
      if (policies.length === 0) return;
      const bindings = attempt.context.list(`validatingadmissionpolicybindings.${GROUP}`);
      for (const policy of policies) judge(attempt, policy, { bindings, registry });
    },
  };
}

const GROUP = 'admissionregistration.k8s.io';

function judge(
  attempt: AdmissionAttempt,
  policy: ApiObject,
  { bindings, registry }: { readonly bindings: readonly ApiObject[]; readonly registry: Registry },
): void {
  const spec = (policy.spec ?? {}) as PolicySpec;
  if (!matches(attempt, spec.matchConstraints ?? {})) return;
  for (const binding of bindings) {
    const { policyName, paramRef, matchResources = {}, validationActions = [] } = (binding.spec ?? {}) as BindingSpec;
    if (policyName !== policy.metadata?.name || !matches(attempt, matchResources, true)) continue;
    const names = `ValidatingAdmissionPolicy '${policyName}' with binding '${binding.metadata?.name}'`;
    const params = paramsOf(attempt, { kind: spec.paramKind, ref: paramRef, registry });
    const complaints =
      'problem' in params
        ? [{ message: `failed to configure binding: ${params.problem}`, isOfBinding: true }]
        : params.params.flatMap((param) => complaintsOf(attempt, spec, param));
    for (const complaint of complaints) {
      const isOfBinding = 'isOfBinding' in complaint;
      if (isOfBinding && spec.failurePolicy === 'Ignore') continue;
      if (validationActions.includes('Warn') && !isOfBinding) {
        attempt.context.warn?.(`Validation failed for ${names}: ${complaint.message}`);
      }
      if (isOfBinding || validationActions.includes('Deny'))
        throw refusalOf(attempt, `${names} denied request: ${complaint.message}`, complaint);
    }
  }
}

function complaintsOf(attempt: AdmissionAttempt, spec: PolicySpec, param: ApiObject | undefined): readonly Complaint[] {
  const { matchConditions = [], validations = [], variables = [], failurePolicy = 'Fail' } = spec;
  const base = { ...variablesOf(attempt), ...(param && { params: toCel(param, undefined) }) };
  const known = withVariables(base, variables);
  const conditions = conditionsHold(matchConditions, base);
  if ('failure' in conditions) return failurePolicy === 'Fail' ? [{ message: conditions.failure }] : [];
  if (!conditions.holds) return [];
  return validations.flatMap((validation) => complaintOf(validation, known, failurePolicy) ?? []);
}

function complaintOf(
  { expression = '', message = '', messageExpression = '', reason }: Validation,
  variables: Variables,
  failurePolicy: string,
): Complaint | undefined {
  const outcome = evaluate(expression, variables);
  if ('failure' in outcome) {
    if (failurePolicy === 'Ignore') return undefined;
    return { message: `expression '${expression}' resulted in error: ${outcome.failure}` };
  }
  if (outcome.value === true) return undefined;
  const told = messageExpression === '' ? undefined : evaluate(messageExpression, variables);
  const words = told !== undefined && 'value' in told && typeof told.value === 'string' ? told.value.trim() : '';
  const own = words !== '' && !words.includes('\n') ? words : message.trim();
  return { message: own === '' ? `failed expression: ${expression.trim()}` : own, reason };
}

/** 403 in its words, by the reason that the policy gives. */
function refusalOf(attempt: AdmissionAttempt, message: string, { reason = 'Invalid' }: Complaint): Refusal {
  const { status, headers } = denied(attempt, message);
  const details = { ...status.details, causes: [{ message }] };
  return new Refusal({ ...status, reason, details, code: CODES[reason] ?? 422 }, headers);
}

const CODES: Readonly<Record<string, number>> = {
  Unauthorized: 401,
  Forbidden: 403,
  RequestEntityTooLarge: 413,
  Invalid: 422,
};
