import type { IClusterTrustBundleProjection } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { type GoShape, printGoStruct } from '../go-struct.ts';
import { validateVolumeFilePath } from './file-path.ts';
import { validateLabelSelector } from './label-selector.ts';
import type { ProjectionScope } from './projected-volume.ts';
import { trustBundleNameProblems, validateSignerName } from './signer-name.ts';

type TrustBundle = Draft<IClusterTrustBundleProjection>;

/** Certificates of a ClusterTrustBundle, by its name or by its signer (validateProjectionSources@1.36.2). */
export function validateTrustBundle(source: TrustBundle, path: FieldPath, scope: ProjectionScope): void {
  const { errors } = scope;
  validateChoice(source, path, scope);
  const file = source.path ?? '';
  if (file === '') errors.required(path.child('path'));
  validateVolumeFilePath(file, path.child('path'), errors);
  // Unlike the other sources this one counts an empty path as a file.
  if (scope.files.has(file)) errors.invalid(scope.volumePath, file, 'conflicting duplicate paths');
  scope.files.add(file);
}

function validateChoice(source: TrustBundle, path: FieldPath, scope: ProjectionScope): void {
  const { errors, server } = scope;
  const { name, signerName, labelSelector } = source;
  if (name !== undefined && signerName !== undefined) {
    const value = { badValue: source, shownValue: printGoStruct(source, shape, server.minor) };
    errors.invalidShown(path, value, 'only one of name and signerName may be used');
    return;
  }
  if (name !== undefined) {
    if (name === '') errors.required(path.child('name'), 'must be a valid object name');
    const problems = trustBundleNameProblems(name).map((problem) => `not a valid clustertrustbundlename: ${problem}`);
    errors.invalidEach(path.child('name'), name, problems);
    if (labelSelector) {
      const detail = 'labelSelector must be unset if name is specified';
      errors.invalid(path.child('labelSelector'), labelSelector, detail);
    }
    return;
  }
  if (signerName === undefined) {
    errors.required(path, 'either name or signerName must be specified');
    return;
  }
  if (signerName === '') errors.required(path.child('signerName'), 'must be a valid signer name');
  validateSignerName(signerName, path.child('signerName'), scope);
  validateLabelSelector(labelSelector, path.child('labelSelector'), scope);
}

const shape: GoShape = {
  type: 'core.ClusterTrustBundleProjection',
  fields: [
    ['Name', 'name', '*string'],
    ['SignerName', 'signerName', '*string'],
    ['LabelSelector', 'labelSelector', '*v1.LabelSelector'],
    ['Optional', 'optional', '*bool'],
    ['Path', 'path', 'string'],
  ],
};
