import type { IPodCertificateProjection } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateVolumeFilePath } from './file-path.ts';
import { claimFile, type ProjectionScope } from './projected-volume.ts';
import { qualifiedNameProblems } from './qualified-name.ts';
import { isKubernetesSigner, validateSignerName } from './signer-name.ts';

type PodCertificate = Draft<IPodCertificateProjection>;

/** A certificate made for the pod (validateProjectionSources@1.36.2). */
export function validatePodCertificate(source: PodCertificate, path: FieldPath, scope: ProjectionScope): void {
  const { errors } = scope;
  const { signerName = '', keyType = '' } = source;
  validateSignerName(signerName, path.child('signerName'), scope);
  validateUserAnnotations(source, path.child('userAnnotations'), scope);
  if (!keyTypes.includes(keyType)) errors.notSupported(path.child('keyType'), keyType, keyTypes);

  const { maxExpirationSeconds: seconds } = source;
  const most = isKubernetesSigner(signerName) ? 86_400 : 7_862_400;
  const expiration = path.child('maxExpirationSeconds');
  if (seconds !== undefined && seconds < 3600) {
    errors.invalid(expiration, seconds, 'if provided, maxExpirationSeconds must be >= 3600');
  }
  if (seconds !== undefined && seconds > most) {
    errors.invalid(expiration, seconds, `if provided, maxExpirationSeconds must be <= ${most}`);
  }
  const files = fileFields.filter((field) => source[field]);
  for (const field of files) {
    validateVolumeFilePath(source[field] ?? '', path.child(field), errors);
    claimFile(source[field] ?? '', scope);
  }
  if (files.length === 0) {
    errors.required(path, 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath');
  }
}

const keyTypes = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const fileFields = ['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const;

/** Keys with a domain of their own, 1.35 on (ValidateUserAnnotations@1.36.2). */
function validateUserAnnotations(source: PodCertificate, path: FieldPath, { errors, server }: ProjectionScope): void {
  if (source.userAnnotations === undefined || server.minor < 35) return;
  for (const written of Object.keys(source.userAnnotations)) {
    const key = written.toLowerCase();
    const keyPath = path.miscalled('', written);
    if (key === '') {
      errors.required(keyPath);
      continue;
    }
    const problems = qualifiedNameProblems(key, server.minor);
    errors.invalidEach(keyPath, key, problems);
    if (problems.length === 0 && !key.includes('/')) {
      errors.invalid(keyPath, key, 'must be a domain-prefixed key (such as "acme.io/foo")');
    }
  }
}
