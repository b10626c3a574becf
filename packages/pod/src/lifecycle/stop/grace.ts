import type { Container } from '../../model/pod.ts';
import type { Turn } from '../turn.ts';

/** Why a container is killed; a probe may bring its own grace period. */
export type KillReason = 'unknown' | 'startupProbe' | 'livenessProbe' | 'failedPostStart' | 'restartAll' | 'changed';

/** Seconds a container has to end by itself (kuberuntime_container.go: setTerminationGracePeriod at 1.36.2). */
export function graceOf(turn: Turn, container: Container, reason: KillReason): number {
  const { deletionGrace, deletedAt } = turn.state.request;
  if (deletedAt !== undefined) return deletionGrace ?? turn.pod.graceSeconds;
  if (turn.kubelet.gates.ProbeTerminationGracePeriod) {
    if (reason === 'startupProbe') return container.probes.startup?.graceSeconds ?? turn.pod.graceSeconds;
    if (reason === 'livenessProbe') return container.probes.liveness?.graceSeconds ?? turn.pod.graceSeconds;
  }
  return turn.pod.graceSeconds;
}

/** The one grace period of a terminating pod: it can only become shorter, and is never 0 (calculateEffectiveGracePeriod). */
export function effectiveGrace(turn: Turn, before: number): number {
  const { deletionGrace, eviction } = turn.state.request;
  let grace = before;
  let overridden = false;
  for (const asked of [deletionGrace, eviction?.graceSeconds]) {
    if (asked === undefined || (grace !== 0 && asked >= grace)) continue;
    grace = asked;
    overridden = !turn.kubelet.bugs.forceDeleteUsesSpecGrace;
  }
  if (!overridden && grace === 0) grace = turn.pod.graceSeconds;
  return Math.max(1, grace);
}
