import type { IPod } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsLabelProblems, dnsSubdomainPrefixProblems, dnsSubdomainProblems } from './dns-name.ts';
import { validateLabels } from './label-selector.ts';
import { validateNonNegative } from './number-range.ts';
import { validateOwners } from './owner-references.ts';
import { qualifiedNameProblems } from './qualified-name.ts';
import type { Scope } from './scope.ts';

type Metadata = NonNullable<Draft<IPod>['metadata']>;

/**
 * The metadata of a pod (apimachinery pkg/api/validation ValidateObjectMetaAccessor@1.36.2). The namespace is checked
 * only where there is one: the server takes it from the request.
 */
export function validateMetadata(metadata: Metadata, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const { generateName, namespace } = metadata;
  const name = createdName(metadata);
  if (generateName) {
    errors.invalidEach(path.child('generateName'), generateName, dnsSubdomainPrefixProblems(generateName));
  }
  const namePath = metadata.name ? path.child('name') : path.miscalled('.name', 'generateName');
  if (name === '') errors.required(path.child('name'), 'name or generateName is required');
  else errors.invalidEach(namePath, name, dnsSubdomainProblems(name));
  if (namespace) errors.invalidEach(path.child('namespace'), namespace, dnsLabelProblems(namespace));
  // From 1.33 the server has counted this as the first generation by now.
  if (scope.server.minor < 33) validateNonNegative(metadata.generation, path.child('generation'), errors);
  validateLabels(metadata.labels, path.child('labels'), scope);
  validateAnnotations(metadata.annotations, path.child('annotations'), scope);
  validateOwners(metadata.ownerReferences ?? [], path.child('ownerReferences'), scope);
  validateFinalizers(metadata.finalizers ?? [], path.child('finalizers'), scope);
}

/**
 * The name under which an object is created. Where the server makes one up it is the prefix and five characters by
 * chance, for which `xxxxx` stands here (apiserver pkg/storage/names/generate.go@1.36.2).
 */
export function createdName({ name, generateName }: Metadata): string {
  if (name) return name;
  return generateName ? `${generateName.slice(0, 58)}xxxxx` : '';
}

/** The keys and the size of annotations; upstream reports them at the map (ValidateAnnotations@1.36.2). */
export function validateAnnotations(
  annotations: { readonly [key: string]: string | undefined } | undefined,
  path: FieldPath,
  { errors, server }: Scope,
): void {
  let size = 0;
  for (const [key, value = ''] of Object.entries(annotations ?? {})) {
    errors.invalidEach(path.miscalled('', key), key, qualifiedNameProblems(key.toLowerCase(), server.minor));
    size += key.length + value.length;
  }
  if (size > 256 * 1024) errors.tooLong(path, 256 * 1024);
}

/** ValidateFinalizers@1.36.2, then validateKubeFinalizerName of pkg/apis/core/validation. */
function validateFinalizers(finalizers: readonly string[], path: FieldPath, { errors, server }: Scope): void {
  for (const [at, finalizer] of finalizers.entries()) {
    errors.invalidEach(path.miscalled('', at), finalizer, qualifiedNameProblems(finalizer, server.minor));
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set');
  }
  for (const [at, finalizer] of finalizers.entries()) {
    if (!finalizer.includes('/') && !standardFinalizers.includes(finalizer)) {
      const detail = 'name is neither a standard finalizer name nor is it fully qualified';
      errors.invalid(path.index(at), finalizer, detail);
    }
  }
}

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];
