import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { allContainers } from './all-containers.ts';
import type { Scope } from './scope.ts';

/** Variables from files need an `emptyDir` to read them from (validateFileKeyRefVolumes@1.36.2). */
export function validateFileKeyVolumes(spec: Draft<IPodSpec>, path: FieldPath, { errors }: Scope): void {
  const volumes = new Map((spec.volumes ?? []).map((volume) => [volume.name ?? '', volume]));
  for (const { container, path: containerPath } of allContainers(spec, path)) {
    for (const [at, variable] of (container.env ?? []).entries()) {
      const ref = variable.valueFrom?.fileKeyRef;
      if (!ref) continue;
      const { volumeName = '' } = ref;
      const refPath = containerPath.child('env').index(at).child('valueFrom').child('fileKeyRef');
      const volume = volumes.get(volumeName);
      if (!volume) errors.notFound(refPath.child('volumeName'), volumeName);
      else if (!volume.emptyDir) {
        errors.invalid(refPath.child('volumeName'), volumeName, 'referenced volume must be of type emptyDir');
      }
    }
  }
}
