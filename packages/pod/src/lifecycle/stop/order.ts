import type { Container, Pod } from '../../model/pod.ts';
import type { Instance, Runtime } from '../runtime.ts';
import type { Turn } from '../turn.ts';
import { beginKill } from './kill.ts';

/**
 * Begins to stop every container that was seen running. Sidecars wait for all main containers and for the next sidecar
 * after them; all share one grace period.
 *
 * Source: kuberuntime_container.go: killContainersWithSyncResult; kuberuntime_termination_order.go at 1.36.2.
 */
export function killAll(turn: Turn, seen: Runtime, override?: number): void {
  const running = seen.instances.filter((instance) => instance.state === 'running');
  const ordered = turn.pod.hasSidecars && !turn.kubelet.bugs.sidecarsStopInParallel;
  // Go runs the goroutine made last before the others: the oldest container is told first.
  const inOrder = [...running.slice(-1), ...running.slice(0, -1)];
  for (const instance of inOrder) {
    const container = turn.pod.containers[instance.index] as Container;
    beginKill(turn, {
      container,
      id: instance.id,
      reason: 'unknown',
      ...(override === undefined ? {} : { override }),
      ...(ordered ? { after: waitsFor(turn, container, running) } : {}),
    });
  }
}

/** The containers that must be down before this one gets its signal. */
function waitsFor(turn: Turn, container: Container, running: readonly Instance[]): readonly number[] {
  if (container.kind !== 'sidecar') return [];
  const isRunning = (c: Container) => running.some((instance) => instance.index === c.index);
  const mains = turn.pod.mains.filter(isRunning);
  const next = nextSidecar(turn.pod, container);
  // Before the fix a sidecar that did not run was waited for until the grace period was over (k/k#125880).
  const waitsForNext = next && (isRunning(next) || turn.kubelet.bugs.notStartedSidecarBlocksStop);
  return [...mains, ...(waitsForNext ? [next] : [])].map((c) => c.index);
}

function nextSidecar(pod: Pod, container: Container): Container | undefined {
  return pod.inits.find((c) => c.index > container.index && c.kind === 'sidecar');
}
