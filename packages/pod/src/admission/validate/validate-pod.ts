import type { IPod } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import { type FieldError, FieldErrors } from '../field-error.ts';
import { FieldPath } from '../field-path.ts';
import { validateImageText } from './container.ts';
import { validateMetadata } from './metadata.ts';
import { validatePodAnnotations } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';
import { validateProfileAgreement } from './profile-agreement.ts';
import type { Scope } from './scope.ts';

type Pod = Draft<IPod>;

/**
 * What an API server has against the creation of a pod, in its own words and order; empty when it has nothing.
 *
 * The pod must have its defaults already (`defaultPod`), and fields that the server does not keep must be gone
 * (`dropDisabledFields`): as upstream does it. `admitPod` does all three. Source: pkg/apis/core/validation/validation.go
 * ValidatePodCreate at every minor from 1.27 to 1.36.2.
 *
 * @example
 * ```ts
 * const errors = validatePod(defaultPod(pod, server), server);
 * if (errors.length > 0) throw new Error(formatInvalid({ kind: 'Pod', name: 'x' }, errors));
 * ```
 */
export function validatePod(pod: Pod, server: ApiServer): readonly FieldError[] {
  const errors = new FieldErrors(server.minor);
  const scope: Scope = { server, errors };
  validateMetadata(pod.metadata ?? {}, FieldPath.of('metadata'), scope);
  validateNewPod(pod, scope);
  return errors.list;
}

/** What an API server has against a new pod besides its metadata. */
export function validateNewPod(pod: Pod, scope: Scope): void {
  const { errors } = scope;
  const spec = FieldPath.of('spec');
  validateKeptPod(pod, scope);
  if (pod.spec?.ephemeralContainers?.length) {
    errors.forbidden(spec.child('ephemeralContainers'), 'cannot be set on create');
  }
  if (pod.spec?.nodeName && pod.spec.schedulingGates?.length) {
    errors.forbidden(spec.child('nodeName'), 'cannot be set until all schedulingGates have been cleared');
  }
  validateProfileAgreement(pod, spec, scope);
}

/** What an API server has against a pod, new or changed, besides its metadata (validatePodMetadataAndSpec@1.36.2). */
export function validateKeptPod(pod: Pod, scope: Scope): void {
  const spec = FieldPath.of('spec');
  validatePodAnnotations(pod, FieldPath.of('metadata').child('annotations'), scope);
  validatePodSpec(pod, spec, scope);
  validateTokens(pod, spec, scope);
  validateImages(pod, spec, scope);
}

/** A token needs an account; the server's ServiceAccount plugin names one where the manifest does not. */
function validateTokens(pod: Pod, path: FieldPath, { errors }: Scope): void {
  if (pod.spec?.serviceAccountName) return;
  for (const [at, volume] of (pod.spec?.volumes ?? []).entries()) {
    for (const [sourceAt, source] of (volume.projected?.sources ?? []).entries()) {
      if (!source.serviceAccountToken) continue;
      const sourcePath = path.child('volumes').index(at).child('projected').child('sources').index(sourceAt);
      errors.forbidden(
        sourcePath.child('serviceAccountToken'),
        'must not be specified when serviceAccountName is not set',
      );
    }
  }
}

function validateImages({ spec = {} }: Pod, path: FieldPath, scope: Scope): void {
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [at, container] of (spec[list] ?? []).entries()) {
      validateImageText(container, path.child(list).index(at), scope);
    }
  }
}
