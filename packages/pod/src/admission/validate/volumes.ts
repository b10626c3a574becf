import type { IPod, IVolume } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsLabelProblems } from './dns-name.ts';
import { createdName } from './metadata.ts';
import type { Scope } from './scope.ts';
import { validateVolumeSource } from './volume-source.ts';

/** The volumes of a pod (ValidateVolumes@1.36.2); the answer holds those without errors, by name. */
export function validateVolumes(pod: Draft<IPod>, path: FieldPath, scope: Scope): ReadonlyMap<string, Draft<IVolume>> {
  const { errors } = scope;
  const podName = createdName(pod.metadata ?? {});
  const volumes = pod.spec?.volumes ?? [];
  const createdClaims = new Set<string>();
  if (podName !== '') {
    for (const volume of volumes) if (volume.ephemeral) createdClaims.add(`${podName}-${volume.name ?? ''}`);
  }
  const valid = new Map<string, Draft<IVolume>>();
  for (const [at, volume] of volumes.entries()) {
    const volumePath = path.index(at);
    const { name = '' } = volume;
    const before = errors.list.length;
    validateVolumeSource(volume, volumePath, { ...scope, podName });
    if (name === '') errors.required(volumePath.child('name'));
    else errors.invalidEach(volumePath.child('name'), name, dnsLabelProblems(name));
    if (valid.has(name)) errors.duplicate(volumePath.child('name'), name);
    if (errors.list.length === before) valid.set(name, volume);
    const claimName = volume.persistentVolumeClaim?.claimName ?? '';
    if (volume.persistentVolumeClaim && createdClaims.has(claimName)) {
      const claimPath = volumePath.child('persistentVolumeClaim').child('claimName');
      errors.invalid(claimPath, claimName, 'must not reference a PVC that gets created for an ephemeral volume');
    }
  }
  return valid;
}
