import type { ApiObject } from '../../object/api-object.ts';

interface Matching {
  readonly resourceRules?: readonly { readonly scope?: string }[];
}

/** What a policy does not say (pkg/apis/admissionregistration/v1/defaults.go@1.36). */
export function withPolicyDefaults(object: ApiObject): ApiObject {
  const spec = (object.spec ?? {}) as { readonly matchConstraints?: Matching };
  const { matchConstraints } = spec;
  const matching = matchConstraints && { matchConstraints: withMatchDefaults(matchConstraints) };
  return { ...object, spec: { failurePolicy: 'Fail', ...spec, ...matching } };
}

function withMatchDefaults(constraints: Matching): object {
  const { resourceRules } = constraints;
  return {
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
    ...constraints,
    ...(resourceRules && { resourceRules: resourceRules.map((rule) => ({ ...rule, scope: rule.scope ?? '*' })) }),
  };
}
