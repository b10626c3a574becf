import type { IPodSpec } from 'kubernetes-models/v1';

/** Why a pod may not be given a sandbox here, because it would have more rights in it than it asks for; undefined when it may. */
export function sandboxRefusal(spec: IPodSpec): string | undefined {
  if (spec.hostUsers === false) {
    return 'the pod asks for a user namespace of its own (hostUsers: false), which this driver cannot give it';
  }
  return undefined;
}
