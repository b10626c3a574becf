import { type Turn, tell } from '../turn.ts';

const DEADLINE = {
  reason: 'DeadlineExceeded',
  message: 'Pod was active on the node longer than the specified deadline',
} as const;

/** Why the kubelet itself ends this pod, if it does; a pod past its deadline is told so at every look. */
export function evictionOf(turn: Turn): { readonly reason: string; readonly message: string } | undefined {
  if (turn.now >= deadlineAt(turn)) {
    tell(turn, 'Normal', DEADLINE.reason, DEADLINE.message);
    return DEADLINE;
  }
  return turn.state.request.eviction;
}

/** When the pod is past `activeDeadlineSeconds`, in ms (pkg/kubelet/active_deadline.go at 1.36.2). */
export function deadlineAt(turn: Turn): number {
  const start = (turn.state.status.local ?? turn.state.status.api)?.startTime;
  const seconds = turn.pod.activeDeadlineSeconds;
  return start === undefined || seconds === undefined ? Number.POSITIVE_INFINITY : start + seconds * 1000;
}
