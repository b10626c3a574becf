import type { Container } from '../../model/pod.ts';
import { type Instance, newestOf, type Runtime } from '../runtime.ts';
import { shouldStart, triggersRestartAll } from '../sync/restart.ts';
import type { Turn } from '../turn.ts';
import type { PodStatus } from './pod-status.ts';
import { wholeSecond } from './whole-second.ts';

/** What a container is doing, as the API shows it. Times in ms. */
export type ContainerState =
  | { readonly is: 'waiting'; readonly reason: string; readonly message: string }
  | { readonly is: 'running'; readonly startedAt: number }
  | Terminated;

/** How a container ended. */
export interface Terminated {
  readonly is: 'terminated';
  readonly reason: string;
  readonly message: string;
  readonly exitCode: number;
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** One entry of `containerStatuses` or `initContainerStatuses`. */
export interface ContainerStatus {
  readonly name: string;
  /** Id of the instance it speaks of; empty before the first. */
  readonly id: string;
  readonly state: ContainerState;
  readonly last: Terminated | undefined;
  readonly restarts: number;
  readonly ready: boolean;
  /** Undefined until the probes have been asked. */
  readonly started: boolean | undefined;
}

const RESTARTING_ALL = 'RestartingAllContainers';
const REMOVED = 'The container is removed because RestartAllContainers in place';
const LOST = 'The container could not be located when the pod was deleted.  The container used to be Running';
const NOT_FOUND = 'The container could not be located when the pod was terminated';

/**
 * The containers' statuses from what the runtime has, and from the status before for what it has forgotten.
 *
 * Source: pkg/kubelet/kubelet_pods.go: convertToAPIContainerStatuses at 1.36.2.
 */
export function containerStatuses(
  turn: Turn,
  runtime: Runtime,
  before: PodStatus | undefined,
): readonly ContainerStatus[] {
  const restartingAll =
    turn.kubelet.gates.RestartAllContainersOnContainerExits && isRestartingAll(turn, runtime, before);
  return turn.pod.containers.map((c) => {
    const old = before?.containers[c.index];
    const newest = newestOf(runtime, c.index);
    const previous = newest && runtime.instances.find((i) => i.index === c.index && i !== newest);
    let status = newest ? fromInstance(turn, newest, old) : forgotten(turn, c, old, restartingAll);
    if (newest?.state === 'unknown' && old?.state.is === 'running') {
      const reason = restartingAll ? RESTARTING_ALL : 'ContainerStatusUnknown';
      status = { ...status, state: lostState(reason, NOT_FOUND), restarts: old.restarts + 1 };
    }
    const last = previous && terminatedOf(turn, previous);
    return waitingIfNotStarted(turn, c, last ? { ...status, last } : status, runtime);
  });
}

/**
 * Is a restart of all containers under way, as far as the runtime and the status before tell? The probes look at the
 * status alone (pkg/kubelet/container/helpers.go: ShouldAllContainersRestart).
 */
export function isRestartingAll(turn: Turn, runtime: Runtime | undefined, before: PodStatus | undefined): boolean {
  if (!turn.pod.mayRestartAll) return false;
  if (before?.conditions.some((condition) => condition.type === 'AllContainersRestarting' && condition.status))
    return true;
  return turn.pod.containers.some((c) => {
    const status = runtime && newestOf(runtime, c.index);
    if (runtime && status?.state !== 'exited') return false;
    if (status && triggersRestartAll(c, status.exitCode)) return true;
    const old = before?.containers[c.index]?.state;
    return old?.is === 'terminated' && triggersRestartAll(c, old.exitCode);
  });
}

function fromInstance(turn: Turn, instance: Instance, old: ContainerStatus | undefined): ContainerStatus {
  const { gates, bugs } = turn.kubelet;
  const keeps = gates.RestartAllContainersOnContainerExits;
  let restarts = instance.attempt;
  let last: Terminated | undefined;
  if (keeps && old) {
    restarts = Math.max(restarts, old.restarts);
    last = old.id !== instance.id && old.state.is === 'terminated' ? old.state : old.last;
    if (instance.state === 'running' && old.state.is === 'terminated' && old.restarts >= instance.attempt)
      restarts = old.restarts + 1;
  }
  // From 1.35 "started" of a running container is taken over, so that a restarted kubelet does not forget it.
  const isSame = old?.id === instance.id || bugs.startedOutlivesRestart;
  const keepsStarted = !gates.ChangeContainerStatusOnKubeletRestart && instance.state === 'running' && isSame;
  const started = keepsStarted ? old?.started : undefined;
  return {
    name: instance.name,
    id: instance.id,
    state: stateOf(turn, instance),
    last,
    restarts,
    ready: false,
    started,
  };
}

function stateOf(turn: Turn, instance: Instance): ContainerState {
  if (instance.state === 'running') return { is: 'running', startedAt: wholeSecond(turn, instance.startedAt) };
  return terminatedOf(turn, instance) ?? { is: 'waiting', reason: '', message: '' };
}

function terminatedOf(turn: Turn, instance: Instance): Terminated | undefined {
  if (instance.state !== 'exited') return undefined;
  return {
    is: 'terminated',
    reason: instance.reason,
    message: instance.message,
    exitCode: instance.exitCode,
    startedAt: wholeSecond(turn, instance.startedAt),
    finishedAt: wholeSecond(turn, instance.finishedAt),
  };
}

/** The runtime has nothing of this container: it never was, or it was removed. */
function forgotten(
  turn: Turn,
  c: Container,
  old: ContainerStatus | undefined,
  restartingAll: boolean,
): ContainerStatus {
  const reason = turn.pod.inits.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const waiting: ContainerStatus = {
    name: c.name,
    id: '',
    state: { is: 'waiting', reason, message: '' },
    last: old?.last,
    restarts: old?.restarts ?? 0,
    ready: false,
    started: undefined,
  };
  if (!old || old.state.is === 'waiting') return waiting;
  if (restartingAll) {
    return {
      ...waiting,
      state: { is: 'waiting', reason: RESTARTING_ALL, message: REMOVED },
      last: lostState(RESTARTING_ALL, REMOVED),
      restarts: old.restarts + 1,
    };
  }
  if (old.state.is === 'terminated') return old;
  if (waiting.last) return waiting;
  const deleting = turn.state.request.deletedAt !== undefined;
  return {
    ...waiting,
    last: lostState('ContainerStatusUnknown', LOST),
    restarts: waiting.restarts + (deleting ? 0 : 1),
  };
}

function lostState(reason: string, message: string): Terminated {
  return { is: 'terminated', reason, message, exitCode: 137, startedAt: Number.NaN, finishedAt: Number.NaN };
}

/** A container that could not be started shows why, in place of how it ended. */
function waitingIfNotStarted(turn: Turn, c: Container, status: ContainerStatus, runtime: Runtime): ContainerStatus {
  const newest = newestOf(runtime, c.index);
  if (c.kind === 'init' || c.kind === 'sidecar') {
    if (newest?.state === 'exited' && newest.exitCode === 0) return status;
    const inferred = turn.kubelet.minor >= 36 && !newest && c.kind === 'init' && status.state.is === 'waiting';
    if (inferred && turn.pod.mains.some((main) => newestOf(runtime, main.index))) return { ...status, state: INFERRED };
  }
  if (!shouldStart(turn.pod, c, runtime, turn.state.request.deletedAt !== undefined)) return status;
  const reason = turn.state.memory[c.index]?.reason;
  if (!reason) return status;
  const last = status.state.is === 'terminated' ? status.state : status.last;
  return { ...status, state: { is: 'waiting', ...reason }, last };
}

const INFERRED: Terminated = {
  is: 'terminated',
  reason: 'Completed',
  message:
    'Unable to get init container status from container runtime and pod has been initialized, treat it as exited normally',
  exitCode: 0,
  startedAt: Number.NaN,
  finishedAt: Number.NaN,
};
