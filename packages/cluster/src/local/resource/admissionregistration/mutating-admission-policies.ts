import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** MutatingAdmissionPolicies. */
export const mutatingAdmissionPolicies: Resource = declare({
  group: 'admissionregistration.k8s.io',
  plural: 'mutatingadmissionpolicies',
  kind: 'MutatingAdmissionPolicy',
  isNamespaced: false,
  categories: ['api-extensions'],
});
