import type { PodPlace } from '../../runtime/pod-runtime.ts';
import { metadataOf } from './written-pod.ts';

/** What tells the containers and sandboxes of one pod from all others. */
export function podSelector(place: PodPlace, owner: string): Readonly<Record<string, string>> {
  return { [OWNER]: owner, [POD_UID]: place.uid };
}

/** What tells whatever was made by one `owner`, in all its pods. */
export function ownerSelector(owner: string): Readonly<Record<string, string>> {
  return { [OWNER]: owner };
}

/** As the kubelet labels a sandbox (pkg/kubelet/kuberuntime/labels.go, v1.36.2: newPodLabels). */
export function sandboxLabels(place: PodPlace, owner: string): Readonly<Record<string, string>> {
  return { ...metadataOf(place).labels, ...labelsOfPod(place), [OWNER]: owner };
}

/** As the kubelet labels a container (newContainerLabels). */
export function containerLabels(place: PodPlace, name: string, owner: string): Readonly<Record<string, string>> {
  return { ...labelsOfPod(place), 'io.kubernetes.container.name': name, [OWNER]: owner };
}

function labelsOfPod(place: PodPlace): Readonly<Record<string, string>> {
  return {
    'io.kubernetes.pod.name': place.name,
    'io.kubernetes.pod.namespace': place.namespace,
    [POD_UID]: place.uid,
  };
}

/** Which pod. */
export const POD_UID = 'io.kubernetes.pod.uid';
const OWNER = 'outrigger.dev/owner';

/** Annotations that the kubelet writes too (newContainerAnnotations), and the engine's name for the instance. */
export const ANNOTATION = {
  instance: 'outrigger.dev/instance',
  restartCount: 'io.kubernetes.container.restartCount',
  messagePath: 'io.kubernetes.container.terminationMessagePath',
  messagePolicy: 'io.kubernetes.container.terminationMessagePolicy',
  gracePeriod: 'io.kubernetes.pod.terminationGracePeriod',
} as const;
