import { type FieldError, FieldErrors, FieldPath } from '@outrigger/pod';
import type { ObjectMeta } from '../../object/api-object.ts';
import type { Resource } from '../../resource/resource.ts';

/** Finalizers of built-in kinds have a domain, or are Kubernetes' own (pkg/apis/core/validation validateKubeFinalizerName@1.36). */
export function validateKubeFinalizers({ finalizers = [] }: ObjectMeta): readonly FieldError[] {
  const errors = new FieldErrors(36);
  const path = FieldPath.of('metadata').child('finalizers');
  for (const [at, finalizer] of finalizers.entries()) {
    if (finalizer.includes('/') || standard.includes(finalizer)) continue;
    errors.invalid(path.index(at), finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
  }
  return errors.list;
}

/** Kinds that other servers than the main one have defined know nothing of it. */
export function hasKubeFinalizers({ custom, group }: Resource): boolean {
  return custom === undefined && group !== 'apiextensions.k8s.io' && group !== 'apiregistration.k8s.io';
}

const standard = ['kubernetes', 'orphan', 'foregroundDeletion'];
