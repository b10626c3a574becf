import type { Container } from '../../model/pod.ts';
import { probeOf, triggerProbe } from '../probe/manage.ts';
import type { Turn } from '../turn.ts';
import type { ContainerStatus } from './container-statuses.ts';

/**
 * Adds to each status what the probes know: started, and ready. A container that is started but not ready yet has its
 * readiness probe run at once.
 *
 * Source: pkg/kubelet/prober/prober_manager.go: UpdatePodStatus at 1.36.2.
 */
export function withReadiness(turn: Turn, statuses: readonly ContainerStatus[]): readonly ContainerStatus[] {
  return turn.pod.containers.map((c) => {
    const status = statuses[c.index] as ContainerStatus;
    if (c.kind === 'ephemeral') return status;
    if (c.kind === 'init') {
      const started = turn.kubelet.limits.knowsSidecars ? isStarted(turn, c, status) : undefined;
      return { ...status, started, ready: status.state.is === 'terminated' && status.state.exitCode === 0 };
    }
    const started = isStarted(turn, c, status);
    return { ...status, started, ready: started ? isReady(turn, c, status) : status.ready };
  });
}

function isStarted(turn: Turn, c: Container, status: ContainerStatus): boolean {
  if (status.state.is !== 'running') return false;
  const probe = probeOf(turn, c.index, 'startup');
  if (probe?.id === status.id && probe.verdict !== undefined) return probe.verdict === 'success';
  if (!turn.kubelet.gates.ChangeContainerStatusOnKubeletRestart && status.started) return true;
  return !probe;
}

function isReady(turn: Turn, c: Container, status: ContainerStatus): boolean {
  if (status.state.is !== 'running') return false;
  const probe = probeOf(turn, c.index, 'readiness');
  if (probe?.id === status.id && probe.verdict === 'success') return true;
  if (probe) triggerProbe(turn, probe);
  const ready = !probe;
  if (turn.kubelet.gates.ChangeContainerStatusOnKubeletRestart) return ready;
  return afterKubeletRestart(turn, c, status, ready);
}

/** From 1.35 a container that was ready before the kubelet restarted stays so until its probe says otherwise. */
function afterKubeletRestart(turn: Turn, c: Container, status: ContainerStatus, ready: boolean): boolean {
  if (status.state.is !== 'running' || status.state.startedAt >= turn.state.kubeletSince - RESTART_GRACE) return ready;
  const probe = probeOf(turn, c.index, 'readiness');
  const known = probe?.id === status.id && probe.verdict !== undefined;
  const podWasReady = turn.state.status.api?.conditions.some(
    (condition) => condition.type === 'Ready' && condition.status,
  );
  if (c.probes.readiness && !podWasReady) return false;
  return ready || !known;
}

/** A container older than this many ms before the kubelet's start was there before (kubeletRestartGracePeriod). */
export const RESTART_GRACE: number = 10_000;
