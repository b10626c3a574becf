import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsSubdomainProblems } from './dns-name.ts';
import type { Scope } from './scope.ts';

/** A host name that overrules all others (validatePodHostName@1.36.2). */
export function validateHostnameOverride(spec: Draft<IPodSpec>, path: FieldPath, { errors }: Scope): void {
  const { hostnameOverride } = spec;
  if (hostnameOverride === undefined) return;
  const overridePath = path.child('hostnameOverride');
  if (spec.setHostnameAsFQDN === true) {
    errors.forbidden(overridePath, 'may not be specified when setHostnameAsFQDN is true');
  }
  if (spec.hostNetwork === true) errors.forbidden(overridePath, 'may not be specified when hostNetwork is true');
  if (hostnameOverride.length > 64) errors.tooLong(overridePath, 64);
  errors.invalidEach(overridePath, hostnameOverride, dnsSubdomainProblems(hostnameOverride));
}
