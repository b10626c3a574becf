import type { Kubelet } from '../../../../packages/pod/src/kubelet/profile.ts';
import { copyState, newPodState } from '../../../../packages/pod/src/lifecycle/state.ts';
import type { Condition } from '../../../../packages/pod/src/lifecycle/status/conditions.ts';
import type { ContainerStatus } from '../../../../packages/pod/src/lifecycle/status/container-statuses.ts';
import type { PodStatus } from '../../../../packages/pod/src/lifecycle/status/pod-status.ts';
import type { Turn } from '../../../../packages/pod/src/lifecycle/turn.ts';
import type { Pod } from '../../../../packages/pod/src/model/pod.ts';

/** A turn of the engine over a pod of which nothing is known yet. */
export function turnOf(pod: Pod, kubelet: Kubelet, now = 0): Turn {
  return { pod, kubelet, now, state: copyState(newPodState(pod, 0, kubelet)), actions: [], events: [] };
}

/** A status of a pod with what a table says of it. */
export function podStatusOf(containers: readonly ContainerStatus[], given: Partial<PodStatus> = {}): PodStatus {
  return { phase: 'Running', reason: '', message: '', conditions: [], containers, startTime: 0, ...given };
}

/** A condition that is true, with nothing to say. */
export function trueCondition(type: string): Condition {
  return { type, status: true, reason: '', message: '' };
}
