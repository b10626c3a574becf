import { isSame } from '../../object/is-same.ts';
import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { collectErrors } from '../rules/collect-errors.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';
import { withPolicyDefaults } from './policy-defaults.ts';
import { validatePolicy } from './validate-policy.ts';

/** ValidatingAdmissionPolicies (pkg/apis/admissionregistration/v1/defaults.go@1.36). */
export const validatingAdmissionPolicies: Resource = declare({
  group: 'admissionregistration.k8s.io',
  plural: 'validatingadmissionpolicies',
  singular: 'validatingadmissionpolicy',
  kind: 'ValidatingAdmissionPolicy',
  isNamespaced: false,
  categories: ['api-extensions'],
  rules: {
    setDefaults: withPolicyDefaults,
    prepareForCreate: (object) => firstGeneration(object),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
    validate: (object) => collectErrors((scope) => validatePolicy(object, scope)),
    // What has not changed was good enough once.
    validateUpdate: (object, old) =>
      isSame(object.spec, old.spec) ? [] : collectErrors((scope) => validatePolicy(object, scope)),
  },
  subresources: { status: partOfObject(statusRules()) },
});
