import {
  dnsLabelProblems,
  dnsSubdomainProblems,
  type FieldError,
  FieldErrors,
  FieldPath,
  qualifiedNameProblems,
  validateAnnotations,
  validateLabels,
  validateNonNegative,
  validateOwners,
} from '@outrigger/pod';
import type { ManagedFieldsEntry, ObjectMeta } from '../../object/api-object.ts';
import type { Resource, ResourceRules } from '../../resource/resource.ts';
import { validateManager } from '../write-options.ts';
import { ruleScope } from './rule-scope.ts';

/** What is wrong with the metadata of an object (apimachinery pkg/api/validation ValidateObjectMetaAccessor@1.36). */
export function validateMetadata(
  metadata: ObjectMeta,
  { isNamespaced, validateName = nameProblems }: Pick<Resource, 'isNamespaced'> & Pick<ResourceRules, 'validateName'>,
): readonly FieldError[] {
  const errors = new FieldErrors(36);
  const path = FieldPath.of('metadata');
  const { name = '', generateName = '', namespace = '' } = metadata;
  if (generateName !== '')
    errors.invalidEach(path.child('generateName'), generateName, validateName(generateName, true));
  if (name === '') errors.required(path.child('name'), 'name or generateName is required');
  else errors.invalidEach(path.child('name'), name, validateName(name, false));
  if (isNamespaced) {
    if (namespace === '') errors.required(path.child('namespace'));
    else errors.invalidEach(path.child('namespace'), namespace, dnsLabelProblems(namespace));
  } else if (namespace !== '') errors.forbidden(path.child('namespace'), 'not allowed on this type');
  validateNonNegative(metadata.generation, path.child('generation'), errors);
  validateLists(metadata, path, errors);
  validateFinalizers(metadata.finalizers ?? [], path.child('finalizers'), errors);
  validateManagedFields(metadata.managedFields ?? [], path.child('managedFields'), errors);
  return errors.list;
}

/** What may be wrong again after a change: labels, annotations, owners (ValidateObjectMetaAccessorUpdate@1.36). */
export function validateLists(metadata: ObjectMeta, path: FieldPath, errors: FieldErrors): void {
  const scope = ruleScope(errors);
  validateLabels(metadata.labels, path.child('labels'), scope);
  validateAnnotations(metadata.annotations, path.child('annotations'), scope);
  validateOwners(metadata.ownerReferences ?? [], path.child('ownerReferences'), scope);
}

/** apimachinery pkg/apis/meta/v1/validation ValidateManagedFields@1.36. */
export function validateManagedFields(
  entries: readonly ManagedFieldsEntry[],
  path: FieldPath,
  errors: FieldErrors,
): void {
  for (const [at, { operation = '', fieldsType = '', manager = '', subresource = '' }] of entries.entries()) {
    const entry = path.index(at);
    if (operation !== 'Apply' && operation !== 'Update') {
      errors.ofNamedTexts().invalid(entry.child('operation'), operation, 'must be `Apply` or `Update`');
    }
    if (fieldsType !== '' && fieldsType !== 'FieldsV1') {
      errors.invalid(entry.child('fieldsType'), fieldsType, 'must be `FieldsV1`');
    }
    validateManager(manager, entry.child('manager'), errors);
    if (subresource.length > 256) errors.tooLong(entry.child('subresource'), 256);
  }
}

/** Names without a rule of their own: apimachinery pkg/api/validation NameIsDNSSubdomain@1.36. */
function nameProblems(name: string, isPrefix: boolean): readonly string[] {
  return dnsSubdomainProblems(isPrefix ? withoutDash(name) : name);
}

/** A prefix may end in a dash: upstream cuts two characters and adds one (maskTrailingDash@1.36). */
function withoutDash(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
}

function validateFinalizers(finalizers: readonly string[], path: FieldPath, errors: FieldErrors): void {
  for (const [at, finalizer] of finalizers.entries()) {
    errors.invalidEach(path.miscalled('', at), finalizer, qualifiedNameProblems(finalizer, 36));
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set');
  }
}
