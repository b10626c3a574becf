import { dnsSubdomainProblems, type FieldError, type FieldErrors, type FieldPath } from '@outrigger/pod';
import { isSameJson } from '../../object/is-same-json.ts';
import { at, collectErrors } from '../../resource/rules/collect-errors.ts';
import { validateImmutable } from '../../resource/rules/field-checks.ts';
import type { PrinterColumn } from '../../table/custom-columns.ts';
import { labelProblems } from '../schema/validate-embedded.ts';
import { validateSchema } from '../schema/validate-schema.ts';
import { type DefinedNames, type DefinedVersion, type Definition, type DefinitionSpec, isTrue } from './definition.ts';
import { goVersions } from './go-versions.ts';
import { validateApproval } from './validate-approval.ts';
import { validateConversion } from './validate-conversion.ts';
import { validateScale, validateSelectable, validateSimplePath } from './validate-paths.ts';

/** What is wrong with a definition, beside its metadata (apiextensions-apiserver pkg/apis/apiextensions/validation@1.36). */
export function validateDefinition(definition: Definition, old?: Definition): readonly FieldError[] {
  return collectErrors((scope) => {
    const { errors } = scope;
    const { spec, status } = definition;
    const { name = '' } = definition.metadata ?? {};
    if (old === undefined && name !== `${spec.names?.plural ?? ''}.${spec.group ?? ''}`) {
      errors.invalid(at('metadata', 'name'), name, 'must be spec.names.plural+"."+spec.group');
    }
    validateSpec(spec, errors);
    if (old !== undefined) {
      if (isTrue(old, 'Established')) {
        validateImmutable(spec.scope, old.spec.scope, at('spec', 'scope'), scope);
        validateImmutable(spec.names.kind, old.spec.names.kind, at('spec', 'names', 'kind'), scope);
      }
      validateImmutable(spec.group, old.spec.group, at('spec', 'group'), scope);
      validateImmutable(spec.names.plural, old.spec.names.plural, at('spec', 'names', 'plural'), scope);
    }
    if (status.acceptedNames) validateNames(status.acceptedNames, at('status', 'acceptedNames'), errors);
    validateStored(status.storedVersions ?? [], spec.versions ?? [], errors);
    validateApproval(definition, old, errors);
    if (spec.preserveUnknownFields && !old?.spec.preserveUnknownFields) {
      const why =
        'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
      errors.invalid(at('spec', 'preserveUnknownFields'), true, why);
    }
  });
}

function validateSpec(spec: DefinitionSpec, errors: FieldErrors): void {
  const path = at('spec');
  const { group = '', scope = '', names, versions = [] } = spec;
  const domain = dnsSubdomainProblems(group);
  if (group === '') errors.required(path.child('group'));
  else if (domain.length > 0) errors.invalid(path.child('group'), group, domain.join(','));
  else if (!group.includes('.')) errors.invalid(path.child('group'), group, 'should be a domain with at least one dot');
  if (scope === '') errors.required(path.child('scope'));
  else if (scope !== 'Cluster' && scope !== 'Namespaced') {
    errors.notSupportedText(path.child('scope'), scope, ['Cluster', 'Namespaced']);
  }
  const shared = sharedParts(versions);
  for (const [index, { schema }] of versions.entries()) {
    if (schema?.openAPIV3Schema === undefined) {
      errors.required(path.child('versions').index(index).child('schema').child('openAPIV3Schema'));
    }
  }
  for (const [index, version] of versions.entries()) {
    const own = path.child('versions').index(index);
    const problems = labelProblems(version.name ?? '');
    if (problems.length > 0) errors.invalid(own.child('name'), version.name ?? '', problems.join(','));
    validateVersion(version, { path: own, shared, errors });
  }
  if (new Set(versions.map(({ name }) => name)).size !== versions.length) {
    errors.invalid(path.child('versions'), goVersions(versions, shared.schema), 'must contain unique version names');
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    errors.invalid(
      path.child('versions'),
      goVersions(versions, shared.schema),
      'must have exactly one version marked as storage version',
    );
  }
  const version = labelProblems(versions[0]?.name ?? 'v1').join(',');
  if (version !== '') errors.invalid(path.child('version'), versions[0]?.name ?? '', version);
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (!names?.[field]) errors.required(path.child('names').child(field));
  }
  if (names) validateNames(names, path.child('names'), errors);
  const first = versions[0];
  if (first !== undefined) validateShared(first, { path, shared, errors });
  validateConversion(spec.conversion, path.child('conversion'), errors);
}

/** What all versions have alike is one thing to upstream, and stands above them (pkg/apis/apiextensions/v1/conversion.go@1.36). */
interface SharedParts {
  readonly schema: boolean;
  readonly subresources: boolean;
  readonly columns: boolean;
  readonly selectable: boolean;
}

function sharedParts(versions: readonly DefinedVersion[]): SharedParts {
  const isShared = (part: (version: DefinedVersion) => unknown): boolean => {
    return versions.every((version) => isSameJson(part(version) ?? null, part(versions[0] as DefinedVersion) ?? null));
  };
  return {
    schema: isShared(({ schema }) => schema),
    subresources: isShared(({ subresources }) => subresources),
    columns: isShared(({ additionalPrinterColumns }) => additionalPrinterColumns),
    selectable: isShared(({ selectableFields }) => selectableFields),
  };
}

interface Checked {
  readonly path: FieldPath;
  readonly shared: SharedParts;
  readonly errors: FieldErrors;
}

function validateVersion(version: DefinedVersion, { path, shared, errors }: Checked): void {
  const { deprecated = false, deprecationWarning: warning } = version;
  const about = path.child('deprecationWarning');
  if (warning !== undefined) {
    if (!deprecated) errors.invalid(about, warning, 'can only be set for deprecated versions');
    else if (Buffer.byteLength(warning) > 256) errors.invalid(about, warning, 'must be <= 256 characters long');
    else if (warning === '') errors.invalid(about, warning, 'must not be an empty string');
    else validatePrintable(warning, about, errors);
  }
  if (!shared.schema) checkSchema(version, path.child('schema'), errors);
  if (!shared.subresources) validateScale(version.subresources?.scale, path.child('subresources'), errors);
  if (!shared.columns) validateColumns(version.additionalPrinterColumns, path, errors);
  if (!shared.selectable) validateSelectable(version, path.child('selectableFields'), errors);
}

function validateShared(version: DefinedVersion, { path, shared, errors }: Checked): void {
  if (shared.schema) checkSchema(version, path.child('validation'), errors);
  if (shared.subresources) validateScale(version.subresources?.scale, path.child('subresources'), errors);
  if (shared.columns) validateColumns(version.additionalPrinterColumns, path, errors);
  if (shared.selectable) validateSelectable(version, path.child('selectableFields'), errors);
}

function checkSchema({ schema, subresources }: DefinedVersion, path: FieldPath, errors: FieldErrors): void {
  const root = schema?.openAPIV3Schema;
  if (root === undefined) return;
  validateSchema(root, { path: path.child('openAPIV3Schema'), hasStatus: subresources?.status !== undefined }, errors);
}

function validatePrintable(text: string, path: FieldPath, errors: FieldErrors): void {
  const index = [...text].findIndex((character) => !/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character));
  if (index < 0) return;
  const why = `must only contain printable UTF-8 characters; non-printable character found at index ${index}`;
  errors.invalid(path, text, why);
}

function validateNames(names: DefinedNames, path: FieldPath, errors: FieldErrors): void {
  const { plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] } = names;
  const check = (where: FieldPath, text: string, isKind = false): void => {
    if (text === '') return;
    const problems = labelProblems(isKind ? text.toLowerCase() : text).join(',');
    const prefix = isKind ? 'may have mixed case, but should otherwise match: ' : '';
    if (problems !== '') errors.invalid(where, text, prefix + problems);
  };
  check(path.child('plural'), plural);
  check(path.child('singular'), singular);
  check(path.child('kind'), kind, true);
  check(path.child('listKind'), listKind, true);
  for (const [index, name] of shortNames.entries()) check(path.child('shortNames').index(index), name);
  if (kind !== '' && kind === listKind) {
    errors.invalid(path.child('listKind'), listKind, 'kind and listKind may not be the same');
  }
  for (const [index, name] of categories.entries()) check(path.child('categories').index(index), name);
}

function validateColumns(columns: readonly PrinterColumn[] = [], path: FieldPath, errors: FieldErrors): void {
  for (const [index, { name, type, format, jsonPath }] of columns.entries()) {
    const own = path.child('additionalPrinterColumns').index(index);
    const types = ['boolean', 'date', 'integer', 'number', 'string'];
    const formats = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
    if (!name) errors.required(own.child('name'));
    if (!type) errors.required(own.child('type'), `must be one of ${types.join(',')}`);
    else if (!types.includes(type)) errors.invalid(own.child('type'), type, `must be one of ${types.join(',')}`);
    if (format && !formats.includes(format)) {
      errors.invalid(own.child('format'), format, `must be one of ${formats.join(',')}`);
    }
    if (!jsonPath) errors.required(own.child('JSONPath'));
    else validateSimplePath(jsonPath, own.child('JSONPath'), errors);
  }
}

function validateStored(stored: readonly string[], versions: readonly DefinedVersion[], errors: FieldErrors): void {
  const path = at('status', 'storedVersions');
  if (stored.length === 0) {
    errors.invalid(path, stored.length === 0 ? null : stored, 'must have at least one stored version');
    return;
  }
  for (const { name, storage } of versions) {
    if (storage && !stored.includes(name)) errors.invalid(path, stored, `must have the storage version ${name}`);
  }
  for (const [index, name] of stored.entries()) {
    if (versions.some((version) => version.name === name)) continue;
    const why = `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`;
    errors.invalid(path.index(index), name, why);
  }
}
