import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../wire/shape.ts';
import { NAMESPACE } from '../wire/words.ts';

/** Which namespaces a sandbox and its containers share (pkg/kubelet/util/util.go, v1.36.2: NamespacesForPod). */
export function namespacesOf(spec: IPodSpec): Draft<'NamespaceOption'> {
  return {
    network: spec.hostNetwork ? NAMESPACE.NODE : NAMESPACE.POD,
    ipc: spec.hostIPC ? NAMESPACE.NODE : NAMESPACE.POD,
    pid: pidNamespaceOf(spec),
  };
}

function pidNamespaceOf(spec: IPodSpec): number {
  if (spec.hostPID) return NAMESPACE.NODE;
  return spec.shareProcessNamespace ? NAMESPACE.POD : NAMESPACE.CONTAINER;
}
