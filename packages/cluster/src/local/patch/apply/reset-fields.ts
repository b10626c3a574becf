import { qualified } from '../../answer/refusal.ts';
import type { Resource } from '../../resource/resource.ts';

/** Fields that a way of writing never changes, so that nobody comes to own them (GetResetFields of each strategy.go@1.36). */
export function resetFields(resource: Resource, subresource: string): readonly string[] {
  if (subresource === 'status' || subresource === 'approval') {
    const name = qualified(resource);
    return special[`${name}/${subresource}`] ?? (resource.custom || bare.has(name) ? ['metadata', 'spec'] : ['spec']);
  }
  return resource.subresources?.status === undefined ? [] : (special[qualified(resource)] ?? ['status']);
}

const special: Readonly<Record<string, readonly string[]>> = {
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
