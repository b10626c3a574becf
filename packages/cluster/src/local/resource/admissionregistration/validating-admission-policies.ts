import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';

/** ValidatingAdmissionPolicies (pkg/apis/admissionregistration/v1/defaults.go@1.36). */
export const validatingAdmissionPolicies: Resource = declare({
  group: 'admissionregistration.k8s.io',
  plural: 'validatingadmissionpolicies',
  singular: 'validatingadmissionpolicy',
  kind: 'ValidatingAdmissionPolicy',
  isNamespaced: false,
  categories: ['api-extensions'],
  rules: {
    setDefaults(object) {
      const spec = (object.spec ?? {}) as { readonly matchConstraints?: object };
      const { matchConstraints } = spec;
      const matching = matchConstraints && { matchConstraints: withMatchDefaults(matchConstraints) };
      return { ...object, spec: { failurePolicy: 'Fail', ...spec, ...matching } };
    },
    prepareForCreate: (object) => firstGeneration(object),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
  },
  subresources: { status: partOfObject(statusRules()) },
});

interface Matching {
  readonly resourceRules?: readonly { readonly scope?: string }[];
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
