import type { Resource } from '../resource.ts';
import { mutatingAdmissionPolicies } from './mutating-admission-policies.ts';
import { mutatingAdmissionPolicyBindings } from './mutating-admission-policy-bindings.ts';
import { mutatingWebhookConfigurations } from './mutating-webhook-configurations.ts';
import { validatingAdmissionPolicies } from './validating-admission-policies.ts';
import { validatingAdmissionPolicyBindings } from './validating-admission-policy-bindings.ts';
import { validatingWebhookConfigurations } from './validating-webhook-configurations.ts';

/** The group admissionregistration.k8s.io. */
export const admissionRegistration: readonly Resource[] = [
  mutatingAdmissionPolicies,
  mutatingAdmissionPolicyBindings,
  mutatingWebhookConfigurations,
  validatingAdmissionPolicies,
  validatingAdmissionPolicyBindings,
  validatingWebhookConfigurations,
];
