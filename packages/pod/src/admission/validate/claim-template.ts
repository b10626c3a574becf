import type { IPersistentVolumeClaimSpec, IPersistentVolumeClaimTemplate } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { canonicalQuantity, isPositive } from '../quantity.ts';
import { dnsLabelProblems, dnsSubdomainProblems } from './dns-name.ts';
import { validateLabelSelector, validateLabels } from './label-selector.ts';
import { validateAnnotations } from './metadata.ts';
import { gateIsOn, type Scope } from './scope.ts';

type Spec = Draft<IPersistentVolumeClaimSpec>;

/** The claim that a pod brings with it (ValidatePersistentVolumeClaimTemplate@1.36.2). */
export function validateClaimTemplate(
  template: Draft<IPersistentVolumeClaimTemplate> | undefined,
  path: FieldPath,
  scope: Scope,
): void {
  if (!template) {
    scope.errors.required(path);
    return;
  }
  const { labels, annotations, ...others } = template.metadata ?? {};
  const metadataPath = path.child('metadata');
  validateAnnotations(annotations, metadataPath.child('annotations'), scope);
  validateLabels(labels, metadataPath.child('labels'), scope);
  for (const [field, value] of Object.entries(others)) {
    if (value !== '' && value !== undefined) scope.errors.forbidden(metadataPath.child(field), 'cannot be set');
  }
  validateClaimSpec(template.spec ?? {}, path.child('spec'), scope);
}

/** ValidatePersistentVolumeClaimSpec@1.36.2. */
export function validateClaimSpec(spec: Spec, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const { accessModes = [], selector, storageClassName, volumeMode, volumeAttributesClassName } = spec;
  const modesPath = path.child('accessModes');
  if (accessModes.length === 0) errors.required(modesPath, 'at least 1 access mode is required');
  validateLabelSelector(selector, path.child('selector'), scope);
  validateAccessModes(accessModes, modesPath, scope);
  const storage = spec.resources?.requests?.storage;
  const storagePath = path.child('resources').miscalled('[storage]', 'requests', 'storage');
  if (storage === undefined) errors.required(storagePath);
  else if (!isPositive(storage)) errors.invalid(storagePath, canonicalQuantity(storage), 'must be greater than zero');
  validateClassName(storageClassName, path.child('storageClassName'), scope);
  if (volumeMode !== undefined && !volumeModes.includes(volumeMode)) {
    errors.notSupported(path.child('volumeMode'), volumeMode, volumeModes);
  }
  validateDataSources(spec, path, scope);
  if (gateIsOn(scope, 'VolumeAttributesClass')) {
    validateClassName(volumeAttributesClassName, path.child('volumeAttributesClassName'), scope);
  }
}

const volumeModes = ['Block', 'Filesystem'];

function validateClassName(name: string | undefined, path: FieldPath, { errors }: Scope): void {
  if (name) errors.invalidEach(path, name, dnsSubdomainProblems(name));
}

function validateAccessModes(modes: readonly string[], path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const shareable = knownModes.slice(0, 3);
  const supported = gateIsOn(scope, 'ReadWriteOncePod') ? knownModes : shareable;
  for (const [at, mode] of modes.entries()) {
    if (!supported.includes(mode)) errors.notSupported(path.miscalled('', at), mode, supported);
  }
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => shareable.includes(mode))) {
    errors.forbidden(path, 'may not use ReadWriteOncePod with other access modes');
  }
}

const knownModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

function validateDataSources(spec: Spec, path: FieldPath, scope: Scope): void {
  const { errors, server } = scope;
  const { dataSource, dataSourceRef } = spec;
  if (dataSource) validateDataSource(dataSource, path.child('dataSource'), scope);
  if (dataSourceRef) validateDataSource(dataSourceRef, path.child('dataSourceRef'), scope);
  if (!dataSource || !dataSourceRef) return;
  // Upstream shows the path of the field where it should show the value.
  const wrong =
    server.minor < 34 ? 'field.Path{name:"dataSource", index:"", parent:(*field.Path)(0xc000000000)}' : '{}';
  const shown = { badValue: dataSource, shownValue: wrong };
  if (dataSourceRef.namespace) {
    errors.invalidShown(path, shown, 'may not be specified when dataSourceRef.namespace is specified');
  } else if (sourceFields.some((field) => (dataSource[field] ?? '') !== (dataSourceRef[field] ?? ''))) {
    errors.invalidShown(path, shown, 'must match dataSourceRef');
  }
}

const sourceFields = ['apiGroup', 'kind', 'name'] as const;

function validateDataSource(
  source: NonNullable<Spec['dataSourceRef']>,
  path: FieldPath,
  { errors, server }: Scope,
): void {
  const { name, kind = '', apiGroup = '', namespace } = source;
  if (!name) errors.required(path.child('name'));
  if (kind === '') errors.required(path.child('kind'));
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim') {
    errors.invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
  }
  if (apiGroup !== '' && server.minor >= 29) {
    errors.invalidEach(path.child('apiGroup'), apiGroup, dnsSubdomainProblems(apiGroup));
  }
  if (namespace) errors.invalidEach(path.child('namespace'), namespace, dnsLabelProblems(namespace));
}
