import type { ICSIVolumeSource } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsSubdomainProblems } from './dns-name.ts';
import type { Scope } from './scope.ts';

/** A volume of a CSI driver, inline (validateCSIVolumeSource@1.36.2). */
export function validateCsi(source: Draft<ICSIVolumeSource>, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  validateDriverName(source.driver ?? '', path.child('driver'), scope);
  if (!source.nodePublishSecretRef) return;
  const name = source.nodePublishSecretRef.name;
  const namePath = path.child('nodePublishSecretRef').child('name');
  if (!name) errors.required(namePath);
  // Upstream reports a malformed name at `name` of the volume source.
  else errors.invalidEach(path.miscalled('.name', 'nodePublishSecretRef', 'name'), name, dnsSubdomainProblems(name));
}

/** ValidateCSIDriverName@1.36.2. */
function validateDriverName(driver: string, path: FieldPath, { errors, server }: Scope): void {
  if (driver === '') {
    errors.required(path);
    // Before 1.35 an absent name was reported as malformed as well.
    if (server.minor >= 35) return;
  }
  if (driver.length > 63) errors.tooLong(path, 63);
  errors.invalidEach(path, driver, dnsSubdomainProblems(driver.toLowerCase()));
}
