import { mayRestart } from '../sync/restart.ts';
import { type Turn, tell } from '../turn.ts';
import { type Condition, readyConditions } from './conditions.ts';
import type { ContainerStatus, Terminated } from './container-statuses.ts';
import { isTerminal, type PodStatus } from './pod-status.ts';
import { wholeSecond } from './whole-second.ts';

/** Makes a status the kubelet's own and sends it on if it is new (pkg/kubelet/status/status_manager.go: SetPodStatus). */
export function setPodStatus(turn: Turn, status: PodStatus): PodStatus {
  return update(turn, status, turn.state.request.deletedAt !== undefined);
}

/** A readiness probe has spoken: the container and the pod change at once, without waiting for a sync. */
export function setReady(turn: Turn, id: string, ready: boolean): void {
  const { local } = turn.state.status;
  const found = local?.containers.find((c) => c.id === id);
  if (!local || !found || found.ready === ready) return;
  const containers = local.containers.map((c) => (c === found ? { ...c, ready } : c));
  const changed = readyConditions(turn, containers, local.phase);
  const conditions = local.conditions.map((old) => changed.find((c) => c.type === old.type) ?? old);
  update(turn, { ...local, containers, conditions }, false);
}

/** A startup probe has spoken. */
export function setStarted(turn: Turn, id: string, started: boolean): void {
  const { local } = turn.state.status;
  const found = local?.containers.find((c) => c.id === id);
  if (!local || !found || found.started === started) return;
  update(turn, { ...local, containers: local.containers.map((c) => (c === found ? { ...c, started } : c)) }, false);
}

/** The sandbox and its network are ready; since 1.36 that is told at once (k/k#134460, kubelet.go: OnPodSandboxReady). */
export function sandboxReadyInStatus(turn: Turn): void {
  const { local } = turn.state.status;
  if (!local || turn.kubelet.minor < 36) return;
  const ready = (c: Condition) => (c.type === 'PodReadyToStartContainers' ? { ...c, status: true } : c);
  update(turn, { ...local, conditions: local.conditions.map(ready) }, false);
}

/**
 * The pod is over: whatever has no known end is counted as failed, and the phase becomes final.
 *
 * Source: pkg/kubelet/status/status_manager.go: TerminatePod at 1.36.2.
 */
export function podTerminated(turn: Turn): void {
  const { local } = turn.state.status;
  if (!local) return;
  const containers = local.containers.slice();
  const close = (index: number) => {
    const status = containers[index];
    if (status && status.state.is !== 'terminated') containers[index] = { ...status, state: UNKNOWN_END };
  };
  if (hasInitialised(turn, turn.state.worker.given)) for (const c of turn.pod.mains) close(c.index);
  const started = turn.pod.inits.findLastIndex((c) => wasStarted(containers[c.index]));
  for (const c of turn.pod.inits.slice(0, Math.max(1, started + 1))) close(c.index);
  const phase = isTerminal(local.phase) ? local.phase : 'Failed';
  turn.state.status.finished = true;
  update(turn, { ...local, containers, phase }, true);
}

/** The kubelet does not take the pod: it fails it, and does nothing else with it (pkg/kubelet/kubelet.go: rejectPod). */
export function podRefused(
  turn: Turn,
  { reason, message }: { readonly reason: string; readonly message: string },
): void {
  tell(turn, 'Warning', reason, message);
  turn.state.worker.stage = 'finished';
  turn.state.status.finished = true;
  const text = `Pod was rejected: ${message}`;
  update(turn, { phase: 'Failed', reason, message: text, conditions: [], containers: [], startTime: undefined }, false);
}

/** Sends the newest status to the API server when its time has come; changes in between are merged. */
export function sendStatus(turn: Turn): void {
  const { status, request, runtime } = turn.state;
  if (turn.now < status.sendAt || !status.local) return;
  status.sendAt = Number.POSITIVE_INFINITY;
  const couldRun = turn.state.worker.terminatedAt === undefined && runtime.instances.some((i) => i.state === 'running');
  const merged = merge(status.api, status.local, couldRun || !isStopped(turn));
  if (isRefused(turn, status.api, merged)) return;
  status.api = merged;
  if (status.finished && request.deletedAt !== undefined && isTerminal(status.api.phase)) {
    turn.actions.push({ do: 'removePod' });
    turn.state.gone = true;
  }
}

function update(turn: Turn, next: PodStatus, force: boolean): PodStatus {
  const { status } = turn.state;
  const before = status.local ?? status.api;
  if (before && isIllegal(turn, before, next)) return next;
  const startTime = before?.startTime ?? wholeSecond(turn, turn.now);
  const stored = next.startTime === startTime ? next : { ...next, startTime };
  const known = status.local;
  const same = known !== undefined && isSame(known, stored);
  if (!same) status.local = stored;
  if (same && !force) return known;
  if (status.sendAt === Number.POSITIVE_INFINITY) status.sendAt = turn.now + turn.kubelet.timing.statusDelay;
  return status.local ?? stored;
}

/** A terminal phase is not shown while containers may still run (mergePodStatus). */
function merge(api: PodStatus | undefined, local: PodStatus, couldRun: boolean): PodStatus {
  if (!isTerminal(local.phase)) return local;
  if (isTerminal(api?.phase) || !couldRun) return local;
  return { ...local, phase: api?.phase ?? 'Pending', reason: api?.reason ?? '', message: api?.message ?? '' };
}

/** The kubelet calls a pod stopped once its worker has ended the termination, or had nothing to do with it (PodCouldHaveRunningContainers). */
function isStopped({ state }: Turn): boolean {
  return state.worker.terminatedAt !== undefined || state.worker.stage === 'finished';
}

const UNKNOWN_END: Terminated = {
  is: 'terminated',
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was terminated',
  exitCode: 137,
  startedAt: Number.NaN,
  finishedAt: Number.NaN,
};

function wasStarted(status: ContainerStatus | undefined): boolean {
  return status !== undefined && (status.state.is !== 'waiting' || status.last !== undefined);
}

/**
 * Has the pod ever come as far as its main containers (hasPodInitialized)? The kubelet looks at the pod as its worker was
 * given it, for a deleted one as it was when somebody deleted it: ends that came afterwards are not in there.
 */
function hasInitialised(turn: Turn, given: PodStatus | undefined): boolean {
  const last = turn.pod.inits.at(-1);
  if (!last) return true;
  if (turn.pod.mains.some((c) => wasStarted(given?.containers[c.index]))) return true;
  const status = given?.containers[last.index];
  if (last.kind === 'sidecar') return status?.state.is === 'running' && (status.started ?? false);
  return status?.last?.exitCode === 0 || (status?.state.is === 'terminated' && status.state.exitCode === 0);
}

/** A container that may not run again cannot leave its terminated state in the status (checkContainerStateTransition). */
function isIllegal(turn: Turn, before: PodStatus, next: PodStatus): boolean {
  const { pod, kubelet } = turn;
  if (pod.restartPolicy === 'Always' || (kubelet.gates.RestartAllContainersOnContainerExits && pod.mayRestartAll))
    return false;
  return pod.containers.some((c) => {
    const old = before.containers[c.index]?.state;
    if (c.kind === 'ephemeral' || old?.is !== 'terminated' || next.containers[c.index]?.state.is === 'terminated')
      return false;
    if (c.kind === 'sidecar') return false;
    if (old.exitCode !== 0 && pod.restartPolicy === 'OnFailure') return false;
    return !(kubelet.gates.ContainerRestartRules && mayRestart(pod, c, old.exitCode));
  });
}

/** API servers before #123323 took a sidecar for one that may not run again, and refused the whole status (k/k#122902). */
function isRefused({ pod, kubelet }: Turn, api: PodStatus | undefined, next: PodStatus): boolean {
  if (!kubelet.bugs.restartedContainerStaysTerminatedInStatus || pod.restartPolicy === 'Always') return false;
  return pod.inits.some((c) => {
    const old = api?.containers[c.index]?.state;
    if (c.kind !== 'sidecar' || old?.is !== 'terminated') return false;
    return (
      next.containers[c.index]?.state.is !== 'terminated' && !(old.exitCode !== 0 && pod.restartPolicy === 'OnFailure')
    );
  });
}

function isSame(a: PodStatus, b: PodStatus): boolean {
  return (
    a.phase === b.phase &&
    a.reason === b.reason &&
    a.message === b.message &&
    a.conditions.length === b.conditions.length &&
    a.conditions.every((x, i) => {
      const y = b.conditions[i];
      return y && x.type === y.type && x.status === y.status && x.reason === y.reason && x.message === y.message;
    }) &&
    // An ephemeral container may have come.
    a.containers.length === b.containers.length &&
    a.containers.every((x, i) => isSameContainer(x, b.containers[i]))
  );
}

function isSameContainer(a: ContainerStatus, b: ContainerStatus | undefined): boolean {
  if (!b || a.id !== b.id || a.ready !== b.ready || a.started !== b.started || a.restarts !== b.restarts) return false;
  return isSameState(a.state, b.state) && isSameState(a.last, b.last);
}

function isSameState(a: ContainerStatus['state'] | undefined, b: ContainerStatus['state'] | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.is !== b.is) return false;
  if (a.is === 'running' && b.is === 'running') return a.startedAt === b.startedAt;
  if (a.is === 'waiting' && b.is === 'waiting') return a.reason === b.reason && a.message === b.message;
  return (
    a.is === 'terminated' &&
    b.is === 'terminated' &&
    a.finishedAt === b.finishedAt &&
    a.reason === b.reason &&
    a.exitCode === b.exitCode
  );
}
