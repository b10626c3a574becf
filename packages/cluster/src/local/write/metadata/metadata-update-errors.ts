import type { FieldError } from '@outrigger/pod';
import { qualified } from '../../answer/refusal.ts';
import type { ObjectMeta } from '../../object/api-object.ts';
import type { ResourceRules } from '../../resource/resource.ts';
import type { Call } from '../../world.ts';
import { validateMetadata } from './validate-metadata.ts';
import { validateMetadataUpdate } from './validate-metadata-update.ts';

/**
 * What is wrong with the metadata of a changed object, as often as upstream finds it: once for all kinds, and once more by
 * the kind's own checks (apiserver pkg/registry/rest validateCommonFields@1.36, then ValidateUpdate of each strategy).
 */
export function metadataUpdateErrors(
  { resource, info }: Call,
  { metadata, old, rules }: { readonly metadata: ObjectMeta; readonly old: ObjectMeta; readonly rules: ResourceRules },
): readonly FieldError[] {
  const { isNamespaced } = resource;
  const change = validateMetadataUpdate(metadata, old);
  // The name is that of the path by now, and good as it is.
  const common = [...validateMetadata(metadata, { isNamespaced, validateName: () => [] }), ...change];
  if (resource.custom !== undefined) return [...common, ...change];
  const name = qualified(resource);
  const again = throughout.has(name) ? [] : change;
  const anew = info.subresource === '' && whole.has(name) ? validateMetadata(metadata, { ...rules, isNamespaced }) : [];
  return [...common, ...again, ...anew];
}

/** Kinds that are validated as new ones after a change. */
const whole: ReadonlySet<string> = new Set([
  'configmaps',
  'endpoints',
  'ingressclasses.networking.k8s.io',
  'ingresses.networking.k8s.io',
  'nodes',
  'persistentvolumeclaims',
  'pods',
  'secrets',
  'serviceaccounts',
  'services',
]);

/** Kinds whose own checks do not look at what has changed in the metadata. */
const throughout: ReadonlySet<string> = new Set([
  'certificatesigningrequests.certificates.k8s.io',
  'csinodes.storage.k8s.io',
  'endpointslices.discovery.k8s.io',
  'flowschemas.flowcontrol.apiserver.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'persistentvolumes',
  'poddisruptionbudgets.policy',
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
  'volumeattachments.storage.k8s.io',
]);
