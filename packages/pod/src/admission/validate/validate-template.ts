import type { IPodTemplateSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateLabels } from './label-selector.ts';
import { validateAnnotations } from './metadata.ts';
import { validatePodAnnotations } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';
import { validateProfileAgreement } from './profile-agreement.ts';
import type { Scope } from './scope.ts';

/** What an API server has against a pod template (ValidatePodTemplateSpec in pkg/apis/core/validation@1.36.2). */
export function validateTemplate(template: Draft<IPodTemplateSpec>, path: FieldPath, given: Scope): void {
  const scope: Scope = { ...given, isTemplate: true };
  const { metadata = {}, spec = {} } = template;
  validateLabels(metadata.labels, path.child('labels'), scope);
  validateAnnotations(metadata.annotations, path.child('annotations'), scope);
  validatePodAnnotations(template, path.child('annotations'), scope);
  validatePodSpec(template, path.child('spec'), scope);
  validateProfileAgreement(template, path.child('spec'), scope);
  if (spec.ephemeralContainers?.length) {
    scope.errors.forbidden(
      path.child('spec').child('ephemeralContainers'),
      'ephemeral containers not allowed in pod template',
    );
  }
}
