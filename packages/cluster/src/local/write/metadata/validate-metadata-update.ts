import { type FieldError, FieldErrors, FieldPath } from '@outrigger/pod';
import type { ObjectMeta } from '../../object/api-object.ts';
import { validateLists, validateManagedFields } from './validate-metadata.ts';

/** What a change of an object may not do to its metadata (apimachinery pkg/api/validation ValidateObjectMetaAccessorUpdate@1.36). */
export function validateMetadataUpdate(metadata: ObjectMeta, old: ObjectMeta): readonly FieldError[] {
  const errors = new FieldErrors(36);
  const path = FieldPath.of('metadata');
  if (old.deletionTimestamp !== undefined) {
    const before = new Set(old.finalizers);
    const added = [...new Set(metadata.finalizers)].filter((finalizer) => !before.has(finalizer)).sort();
    if (added.length > 0) {
      const list = `[]string{${added.map((finalizer) => JSON.stringify(finalizer)).join(', ')}}`;
      const why = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
      errors.forbidden(path.child('finalizers'), why);
    }
  }
  if (!metadata.resourceVersion) {
    errors.invalid(path.child('resourceVersion'), '', 'must be specified for an update');
  }
  if ((metadata.generation ?? 0) < (old.generation ?? 0)) {
    errors.invalid(path.child('generation'), metadata.generation ?? 0, 'must not be decremented');
  }
  for (const { name, isNamed, zero } of immutable) {
    const [value, before] = [metadata[name] ?? zero, old[name] ?? zero];
    if (value !== before)
      (isNamed ? errors.ofNamedTexts() : errors).invalid(path.child(name), value, 'field is immutable');
  }
  validateLists(metadata, path, errors);
  validateManagedFields(metadata.managedFields ?? [], path.child('managedFields'), errors);
  return errors.list;
}

/** Fields that never change, and whether Go has a type of its own for them. */
const immutable: readonly { readonly name: string; readonly isNamed: boolean; readonly zero: '' | null }[] = [
  { name: 'name', isNamed: false, zero: '' },
  { name: 'namespace', isNamed: false, zero: '' },
  { name: 'uid', isNamed: true, zero: '' },
  { name: 'creationTimestamp', isNamed: true, zero: null },
  { name: 'deletionTimestamp', isNamed: true, zero: null },
  { name: 'deletionGracePeriodSeconds', isNamed: false, zero: null },
];
