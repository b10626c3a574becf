import type { Container } from '../../model/pod.ts';
import type { Fact } from '../facts.ts';
import { type Instance, newestOf, withInstance } from '../runtime.ts';
import type { Doing } from '../state.ts';
import { beginKill } from '../stop/kill.ts';
import { type Turn, tell } from '../turn.ts';
import { backOffOf } from './back-off.ts';
import { ensureImage } from './image.ts';

/**
 * Starts one container as far as it goes without waiting: back-off, image, create and start, postStart. Everything in
 * a pod is serial, so nothing else of the pod happens before this is over.
 *
 * Source: kuberuntime_manager.go: SyncPod (closure `start`); kuberuntime_container.go: startContainer at 1.36.2.
 */
export function startContainer(turn: Turn, container: Container): void {
  const { worker } = turn.state;
  const backOff = backOffOf(turn, container, worker.using);
  if (backOff) {
    worker.backOffEnd = Math.min(worker.backOffEnd, backOff.until);
    startFailed(turn, container, 'CrashLoopBackOff', backOff.message);
    return;
  }
  ensureImage(turn, container);
}

/** The image is there: create and start the container. */
export function createContainer(turn: Turn, container: Container): void {
  const { state } = turn;
  const memory = state.memory[container.index] as Turn['state']['memory'][number];
  const newest = newestOf(state.worker.using, container.index);
  const attempt = newest ? newest.attempt + 1 : memory.logs;
  const sandbox = state.runtime.sandboxes[0]?.attempt ?? 0;
  const id = `${container.name}/${memory.starts++}`;
  memory.logs = attempt + 1;
  state.worker.doing = { what: 'start', container: container.index, id, attempt, since: turn.now };
  turn.actions.push({ do: 'start', container, id, attempt, sandbox });
}

/** The runtime has started the container: it is there from now on. */
export function containerStarted(turn: Turn, id: string, at: number): void {
  const { state } = turn;
  const { doing } = state.worker;
  const container = doing && turn.pod.containers[doing.container];
  if (doing?.what !== 'start' || doing.id !== id || !container) return;
  state.runtime = withInstance(state.runtime, {
    ...newInstance(turn, container, doing),
    state: 'running',
    startedAt: at,
  });
  tell(turn, 'Normal', 'Created', turn.kubelet.words.created(container.name), container);
  tell(turn, 'Normal', 'Started', turn.kubelet.words.started(container.name), container);
  const hook = container.hooks.postStart;
  if (!hook) {
    startSucceeded(turn, container);
    return;
  }
  state.worker.doing = { what: 'postStart', container: container.index, id, attempt: 0, since: turn.now };
  if (hook.sleepSeconds === undefined) turn.actions.push({ do: 'runHook', container, id, hook });
  else if (!turn.kubelet.gates.PodLifecycleSleepAction) postStartEnded(turn, id, turn.kubelet.limits.knowsSleepHook);
}

/** The container could not be started, for good or for now: the runtime says why. */
export function containerNotStarted(turn: Turn, fact: Fact & { is: 'startFailed' }): void {
  const { state } = turn;
  const { doing } = state.worker;
  const container = doing && turn.pod.containers[doing.container];
  if (doing?.what !== 'start' || doing.id !== fact.id || !container) return;
  const { stage, message } = fact;
  // Restarts are counted by logs, and what could not be set up has none (kuberuntime_container.go: calcRestartCountByLogDir).
  const memory = state.memory[container.index];
  if (stage === 'config' && memory) memory.logs = doing.attempt;
  if (stage === 'run') {
    state.runtime = withInstance(state.runtime, {
      ...newInstance(turn, container, doing),
      ...NEVER_RAN,
      message,
      finishedAt: turn.now,
    });
    tell(turn, 'Normal', 'Created', turn.kubelet.words.created(container.name), container);
  }
  // kuberuntime_container.go: startContainer at 1.36.2, the same Event for each of them.
  tell(turn, 'Warning', 'Failed', `Error: ${message}`, container);
  startFailed(turn, container, FAILED[stage], message);
}

const FAILED = {
  config: 'CreateContainerConfigError',
  create: 'CreateContainerError',
  run: 'RunContainerError',
} as const;

/**
 * What containerd makes of a container whose program cannot be started: it has ended, so that a restart policy of Never
 * ends the pod (containerd: pkg/cri/server/container_start.go, v1.6.20: errorStartExitCode, errorStartReason).
 */
const NEVER_RAN = { state: 'exited', exitCode: 128, reason: 'StartError' } as const;

/** What was asked for, as the runtime makes it first. */
function newInstance({ state }: Turn, container: Container, { id, attempt, since }: Doing): Instance {
  return {
    id,
    name: container.name,
    index: container.index,
    attempt,
    sandbox: state.runtime.sandboxes[0]?.attempt ?? 0,
    image: container.image,
    state: 'created',
    createdAt: since,
    startedAt: Number.NaN,
    finishedAt: Number.NaN,
    exitCode: 0,
    reason: '',
    message: '',
  };
}

/** The postStart hook has ended; when it failed the container is killed, with its preStop and the full grace. */
export function postStartEnded(turn: Turn, id: string, ok: boolean): void {
  const { worker } = turn.state;
  const { doing } = worker;
  const container = doing && turn.pod.containers[doing.container];
  if (doing?.what !== 'postStart' || doing.id !== id || !container) return;
  if (ok) {
    startSucceeded(turn, container);
    return;
  }
  // The hook's output is not told: it could hold secrets.
  tell(turn, 'Warning', 'FailedPostStartHook', 'PostStartHook failed', container);
  worker.doing = { what: 'failedHook', container: container.index, id, attempt: 0, since: turn.now };
  beginKill(turn, { container, id, message: 'FailedPostStartHook', reason: 'failedPostStart' });
}

/** When a postStart `sleep` is over, in ms. */
export function postStartSleepEnds(turn: Turn): number {
  const { doing } = turn.state.worker;
  if (doing?.what !== 'postStart') return Number.POSITIVE_INFINITY;
  const seconds = turn.pod.containers[doing.container]?.hooks.postStart?.sleepSeconds;
  return seconds === undefined ? Number.POSITIVE_INFINITY : doing.since + seconds * 1000;
}

function startSucceeded(turn: Turn, container: Container): void {
  const { worker } = turn.state;
  worker.doing = undefined;
  worker.changed = true;
  setReason(turn, container, undefined);
}

/** The container is not running now; an ordinary init container that cannot start ends the sync. */
export function startFailed(turn: Turn, container: Container, reason: string, message: string): void {
  const { worker } = turn.state;
  worker.doing = undefined;
  worker.failed = true;
  worker.changed = true;
  setReason(turn, container, { reason, message });
  if (container.kind === 'init') worker.steps = [];
}

/** pkg/kubelet/reason_cache.go: kept until the container starts. */
function setReason(turn: Turn, container: Container, reason: { reason: string; message: string } | undefined): void {
  const memory = turn.state.memory[container.index];
  if (memory) memory.reason = reason;
}
