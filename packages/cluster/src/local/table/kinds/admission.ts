import type { Draft } from '@outrigger/pod';
import type {
  IMutatingAdmissionPolicy,
  IMutatingAdmissionPolicyBinding,
  IMutatingWebhookConfiguration,
  IValidatingAdmissionPolicy,
  IValidatingAdmissionPolicyBinding,
  IValidatingWebhookConfiguration,
} from 'kubernetes-models/admissionregistration.k8s.io/v1';
import { AGE, integer, NAME, text } from '../column.ts';
import { ageOf } from '../print.ts';
import { type Printer, printer } from '../printer.ts';

// pkg/printers/internalversion/printers.go@1.36.

/** MutatingWebhookConfigurations, and validating ones. */
export const webhookConfigurations: Printer = printer<IMutatingWebhookConfiguration | IValidatingWebhookConfiguration>(
  [NAME, integer('Webhooks', 'Webhooks indicates the number of webhooks registered in this configuration'), AGE],
  (object, now) => [object.metadata?.name ?? '', object.webhooks?.length ?? 0, ageOf(object, now)],
);

/** ValidatingAdmissionPolicies. */
export const validatingAdmissionPolicies: Printer = printer<IValidatingAdmissionPolicy>(
  [
    NAME,
    integer('Validations', 'Validations indicates the number of validation rules defined in this configuration'),
    text('ParamKind', 'ParamKind specifies the kind of resources used to parameterize this policy'),
    AGE,
  ],
  (object, now) => [
    object.metadata?.name ?? '',
    object.spec?.validations?.length ?? 0,
    printParamKind(object.spec?.paramKind),
    ageOf(object, now),
  ],
);

/** MutatingAdmissionPolicies. */
export const mutatingAdmissionPolicies: Printer = printer<IMutatingAdmissionPolicy>(
  [
    NAME,
    integer('Mutations', 'Mutation indicates the number of mutations rules defined in this configuration'),
    text('ParamKind', 'ParamKind specifies the kind of resources used to parameterize this policy'),
    AGE,
  ],
  (object, now) => [
    object.metadata?.name ?? '',
    object.spec?.mutations?.length ?? 0,
    printParamKind(object.spec?.paramKind),
    ageOf(object, now),
  ],
);

/** ValidatingAdmissionPolicyBindings, and mutating ones. */
export const policyBindings: Printer = printer<IValidatingAdmissionPolicyBinding | IMutatingAdmissionPolicyBinding>(
  [
    NAME,
    text('PolicyName', 'PolicyName indicates the policy definition which the policy binding binded to'),
    text('ParamRef', 'ParamRef indicates the param resource which sets the configuration param'),
    AGE,
  ],
  (object, now) => [
    object.metadata?.name ?? '',
    object.spec?.policyName ?? '',
    printParamRef(object.spec?.paramRef),
    ageOf(object, now),
  ],
);

function printParamKind(kind: { readonly apiVersion?: string; readonly kind?: string } | undefined): string {
  return kind === undefined ? '<unset>' : `${kind.apiVersion ?? ''}/${kind.kind ?? ''}`;
}

type ParamRef = NonNullable<Draft<IValidatingAdmissionPolicyBinding>['spec']>['paramRef'];

function printParamRef(ref: ParamRef): string {
  if (ref?.name) return `${ref.namespace || '*'}/${ref.name}`;
  return ref?.selector === undefined ? '<unset>' : goText(ref.selector);
}

/** As Go prints the struct: nobody has thought of selectors here. */
function goText({ matchLabels = {}, matchExpressions = [] }: NonNullable<NonNullable<ParamRef>['selector']>): string {
  const labels = Object.entries(matchLabels).sort(([a], [b]) => (a < b ? -1 : 1));
  const pairs = labels.map(([key, value]) => `${key}: ${value},`).join('');
  const requirements = matchExpressions
    .map(({ key, operator, values = [] }) => {
      return `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`;
    })
    .join('');
  return `&LabelSelector{MatchLabels:map[string]string{${pairs}},MatchExpressions:[]LabelSelectorRequirement{${requirements}},}`;
}
