import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { firstGeneration, nextGeneration } from '../rules/spec-and-status.ts';
import { withPolicyDefaults } from './policy-defaults.ts';

/** MutatingAdmissionPolicies: they are kept, and not run. */
export const mutatingAdmissionPolicies: Resource = declare({
  group: 'admissionregistration.k8s.io',
  plural: 'mutatingadmissionpolicies',
  kind: 'MutatingAdmissionPolicy',
  isNamespaced: false,
  categories: ['api-extensions'],
  rules: {
    setDefaults: withPolicyDefaults,
    prepareForCreate: (object) => firstGeneration(object),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
  },
});
