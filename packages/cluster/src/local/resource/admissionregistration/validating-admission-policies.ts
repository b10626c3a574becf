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
    setDefaults: (object) => ({ ...object, spec: { failurePolicy: 'Fail', ...(object.spec as object | undefined) } }),
    prepareForCreate: (object) => firstGeneration(object),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
  },
  subresources: { status: partOfObject(statusRules()) },
});
