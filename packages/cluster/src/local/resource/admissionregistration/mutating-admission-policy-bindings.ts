import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** MutatingAdmissionPolicyBindings. */
export const mutatingAdmissionPolicyBindings: Resource = declare({
  group: 'admissionregistration.k8s.io',
  plural: 'mutatingadmissionpolicybindings',
  kind: 'MutatingAdmissionPolicyBinding',
  isNamespaced: false,
  categories: ['api-extensions'],
});
