import type { Container } from '../../model/pod.ts';
import { mayRestart } from '../sync/restart.ts';
import type { Turn } from '../turn.ts';
import type { ContainerStatus, Terminated } from './container-statuses.ts';
import type { Phase, StatusSource } from './pod-status.ts';

/**
 * The phase of a pod. Exit codes of sidecars never count, but a sidecar that runs keeps the pod Running.
 *
 * Source: pkg/kubelet/kubelet_pods.go: getPhase at 1.36.2; where versions differ the line says so.
 */
export function phaseOf(turn: Turn, statuses: readonly ContainerStatus[], source: StatusSource): Phase {
  const inits = countInits(turn, statuses);
  if (inits.failed) return 'Failed';
  const all = countOthers(turn, statuses);
  const initialised = hasInitialised(turn, statuses, source);
  if (inits.pending > 0 && !(initialised && turn.kubelet.bugs.phaseIgnoresInitsAfterFirstStart)) return 'Pending';
  if (all.pendingSidecars > 0 && !initialised) return 'Pending';
  if (all.waiting > 0) return 'Pending';
  if (all.running > 0 && all.unknown === 0) return 'Running';
  if (all.running === 0 && all.stopped > 0 && all.unknown === 0) {
    const ended = all.stopped === all.succeeded ? 'Succeeded' : 'Failed';
    if (source.terminal) return ended;
    return stoppedForGood(turn, all) ? ended : 'Running';
  }
  return 'Pending';
}

/** Until 1.32 any main container that ran or ended will do, even one of a sandbox that is gone. */
function hasInitialised(turn: Turn, statuses: readonly ContainerStatus[], { runtime }: StatusSource): boolean {
  if (turn.kubelet.bugs.phaseKeepsOldSandbox)
    return turn.pod.mains.some((c) => statuses[c.index]?.state.is !== 'waiting');
  const [sandbox] = runtime.sandboxes;
  if (!sandbox?.ready) return false;
  return runtime.instances.some((i) => i.sandbox === sandbox.attempt && turn.pod.containers[i.index]?.kind === 'main');
}

function countInits(
  turn: Turn,
  statuses: readonly ContainerStatus[],
): { readonly pending: number; readonly failed: boolean } {
  let pending = 0;
  let failed = false;
  for (const c of turn.pod.inits) {
    if (c.kind === 'sidecar') continue;
    const end = endOf(statuses[c.index]);
    if (!end) pending++;
    else if (end.exitCode !== 0 && !restarts(turn, c, end)) failed = true;
  }
  return { pending, failed };
}

interface Counts {
  pendingSidecars: number;
  waiting: number;
  running: number;
  unknown: number;
  stopped: number;
  succeeded: number;
  restarting: number;
}

function countOthers(turn: Turn, statuses: readonly ContainerStatus[]): Counts {
  const n: Counts = { pendingSidecars: 0, waiting: 0, running: 0, unknown: 0, stopped: 0, succeeded: 0, restarting: 0 };
  for (const c of turn.pod.containers) {
    if (c.kind === 'sidecar') countSidecar(n, statuses[c.index]);
    if (c.kind === 'main') countMain(turn, n, c, statuses[c.index]);
  }
  return n;
}

function countSidecar(n: Counts, status: ContainerStatus | undefined): void {
  if (!status) n.unknown++;
  else if (status.state.is === 'running') {
    n.running++;
    if (!status.started) n.pendingSidecars++;
  } else if (!endOf(status)) {
    n.pendingSidecars++;
    n.waiting++;
  }
}

function countMain(turn: Turn, n: Counts, c: Container, status: ContainerStatus | undefined): void {
  if (!status) n.unknown++;
  else if (status.state.is === 'running') n.running++;
  else {
    const end = endOf(status);
    if (!end) n.waiting++;
    else {
      n.stopped++;
      if (restarts(turn, c, end)) n.restarting++;
      if (status.state.is === 'terminated' && end.exitCode === 0) n.succeeded++;
    }
  }
}

/** How a container that does not run ended the last time; undefined when it never ran. */
function endOf(status: ContainerStatus | undefined): Terminated | undefined {
  if (status?.state.is === 'terminated') return status.state;
  return status?.state.is === 'waiting' ? status.last : undefined;
}

function restarts(turn: Turn, c: Container, end: Terminated): boolean {
  if (turn.kubelet.gates.RestartAllContainersOnContainerExits && end.reason === 'RestartingAllContainers') return true;
  // Before rules per container only "Never" could make an init container's failure final.
  if (!turn.kubelet.gates.ContainerRestartRules && c.kind === 'init') return turn.pod.restartPolicy !== 'Never';
  return mayRestart(turn.pod, c, end.exitCode);
}

function stoppedForGood(turn: Turn, n: Counts): boolean {
  if (turn.kubelet.gates.ContainerRestartRules) return n.restarting === 0;
  if (turn.pod.restartPolicy === 'Always') return false;
  return n.stopped === n.succeeded || turn.pod.restartPolicy === 'Never';
}
