import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { nextGeneration } from '../rules/spec-and-status.ts';

/** ValidatingAdmissionPolicyBindings. */
export const validatingAdmissionPolicyBindings: Resource = declare({
  group: 'admissionregistration.k8s.io',
  plural: 'validatingadmissionpolicybindings',
  kind: 'ValidatingAdmissionPolicyBinding',
  isNamespaced: false,
  categories: ['api-extensions'],
  rules: {
    prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
  },
});
