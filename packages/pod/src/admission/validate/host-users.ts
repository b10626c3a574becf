import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { allContainers } from './all-containers.ts';
import { gateIsOn, type Scope } from './scope.ts';

/** What a pod with users of its own may not share with the host (validateHostUsers@1.27, @1.28, @1.34 and @1.36.2). */
export function validateHostUsers(spec: Draft<IPodSpec>, path: FieldPath, scope: Scope): void {
  if (spec.hostUsers !== false) return;
  const { errors, server } = scope;
  const detail = server.minor < 34 ? 'when `pod.Spec.HostUsers` is false' : 'when `hostUsers` is false';
  if (server.minor < 28) {
    for (const [at, volume] of (spec.volumes ?? []).entries()) {
      if (statelessSources.some((source) => volume[source] !== undefined)) continue;
      const words = 'volume type not supported when `pod.Spec.HostUsers` is false';
      errors.forbidden(path.child('volumes').index(at), words);
    }
  }
  if (spec.hostNetwork === true && !gateIsOn(scope, 'UserNamespacesHostNetworkSupport')) {
    errors.forbidden(path.child('hostNetwork'), detail);
  }
  if (spec.hostPID === true) errors.forbidden(path.miscalled('.HostPID', 'hostPID'), detail);
  if (spec.hostIPC === true) errors.forbidden(path.miscalled('.HostIPC', 'hostIPC'), detail);
  if (server.minor < 34) return;
  for (const { container, path: containerPath } of allContainers(spec, path)) {
    if (container.volumeDevices?.length) errors.forbidden(containerPath.child('volumeDevices'), detail);
  }
}

const statelessSources = ['emptyDir', 'secret', 'downwardAPI', 'configMap', 'projected'] as const;
