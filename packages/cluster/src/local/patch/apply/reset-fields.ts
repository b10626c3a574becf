import { qualified } from '../../answer/refusal.ts';
import type { Resource, ResourceRules } from '../../resource/resource.ts';

/** Fields that a way of writing never changes, so that nobody comes to own them (GetResetFields of each strategy.go@1.36). */
export function resetFields(resource: Resource, subresource: string, rules: ResourceRules): readonly string[] {
  const own = special[subresource === '' ? qualified(resource) : `${qualified(resource)}/${subresource}`];
  if (own !== undefined) return own;
  if (rules.resetFields !== undefined && !isBareStatus(resource, subresource)) return rules.resetFields;
  if (subresource !== '') return isBareStatus(resource, subresource) ? ['metadata', 'spec'] : ['spec'];
  return resource.subresources?.status === undefined ? [] : ['status'];
}

function isBareStatus(resource: Resource, subresource: string): boolean {
  return subresource === 'status' && (resource.custom !== undefined || bare.has(qualified(resource)));
}

const special: Readonly<Record<string, readonly string[]>> = {
  'pods/ephemeralcontainers': ['status'],
  'pods/resize': ['status'],
  'pods/status': ['spec', 'metadata.deletionTimestamp', 'metadata.ownerReferences'],
  'deployments.apps/status': ['spec', 'metadata.labels'],
  'namespaces/status': ['spec'],
  'certificatesigningrequests.certificates.k8s.io': ['spec', 'status'],
  'certificatesigningrequests.certificates.k8s.io/status': ['spec', 'status.conditions'],
  'certificatesigningrequests.certificates.k8s.io/approval': ['spec', 'status.certificate'],
};

/** Whose status is written without their metadata. */
const bare: ReadonlySet<string> = new Set([
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'apiservices.apiregistration.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io',
  'flowschemas.flowcontrol.apiserver.k8s.io',
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io',
  'servicecidrs.networking.k8s.io',
  'resourceclaims.resource.k8s.io',
  'volumeattachments.storage.k8s.io',
]);
