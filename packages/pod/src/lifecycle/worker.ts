import { addProbes, removeProbes, stopLivenessAndStartup } from './probe/manage.ts';
import { verdictOf } from './probe/verdict.ts';
import { newPodStatus } from './status/pod-status.ts';
import { podTerminated, setPodStatus } from './status/publish.ts';
import { effectiveGrace } from './stop/grace.ts';
import type { SyncPlan } from './sync/plan.ts';
import { planSync } from './sync/plan-sync.ts';
import { runSteps, stepsOf } from './sync/steps.ts';
import { askForSync, jitter, type Turn, tell } from './turn.ts';

/**
 * Moves the pod's worker on until it has to wait: one goroutine per pod upstream, so one thing at a time here.
 *
 * Source: pkg/kubelet/pod_workers.go: podWorkerLoop; kubelet.go: SyncPod, SyncTerminatingPod, SyncTerminatedPod at 1.36.2.
 */
export function work(turn: Turn): void {
  const { worker } = turn.state;
  for (;;) {
    switch (worker.stage) {
      case 'idle':
        if (!worker.pending) return;
        worker.pending = false;
        worker.given = worker.asked;
        worker.work = workType(turn);
        worker.stage = 'waitingForStatus';
        break;
      case 'waitingForStatus':
        // A sync never works with a status older than the end of the last one (podCache.GetNewerThan).
        if (isStale(turn)) return;
        beginSync(turn);
        break;
      case 'volumes':
        if (turn.now < worker.until && !isCutShort(turn)) return;
        if (isCutShort(turn)) endSync(turn, { error: false, cancelled: true });
        else planAndRun(turn);
        break;
      case 'steps':
        if (!runSteps(turn)) return;
        endSteps(turn);
        break;
      case 'volumesGone':
        if (turn.now < worker.until) return;
        podTerminated(turn);
        worker.stage = 'finished';
        return;
      case 'finished':
        return;
    }
  }
}

/** Somebody wants the pod gone while a sync waits for its volumes: where that cancels the wait, the sync is over. */
function isCutShort({ kubelet, state }: Turn): boolean {
  return kubelet.limits.deleteEndsSync && state.worker.terminatingSince !== undefined;
}

/** Has there been no relist since the last sync; without a clockwork, is there anything to be seen? */
function isStale({ kubelet, state }: Turn): boolean {
  if (kubelet.timing.relistEvery === 0) return state.seen !== state.runtime;
  return state.looks <= state.worker.looksAtLastSync;
}

/** When the worker needs attention if nothing else happens, in ms. */
export function workerWakesAt(turn: Turn): number {
  const { worker } = turn.state;
  if (worker.stage === 'volumes' || worker.stage === 'volumesGone') return worker.until;
  return Number.POSITIVE_INFINITY;
}

/** Somebody wants the pod gone: from now on every sync is a termination (pod_workers.go: UpdatePod). */
export function requestTermination(turn: Turn): void {
  const { worker } = turn.state;
  worker.terminatingSince ??= turn.now;
  worker.grace = effectiveGrace(turn, worker.grace);
  askForSync(turn);
}

function workType(turn: Turn): 'sync' | 'terminating' | 'terminated' {
  const { worker } = turn.state;
  if (worker.terminatedAt !== undefined) return 'terminated';
  return worker.terminatingSince === undefined ? 'sync' : 'terminating';
}

function beginSync(turn: Turn): void {
  const { worker, seen } = turn.state;
  worker.using = seen;
  worker.changed = false;
  worker.failed = false;
  worker.backOffEnd = Number.POSITIVE_INFINITY;
  const status = setPodStatus(turn, newPodStatus(turn, { runtime: seen, terminal: worker.work === 'terminated' }));
  if (worker.work === 'terminated') {
    worker.stage = 'volumesGone';
    worker.until = turn.now + turn.kubelet.timing.volumesGone;
  } else if (worker.work === 'terminating') {
    stopLivenessAndStartup(turn);
    worker.steps = [{ do: 'killPod', override: worker.grace }, { do: 'stopSandboxes' }];
    worker.stage = 'steps';
  } else if (status.phase === 'Succeeded' || status.phase === 'Failed') {
    worker.terminatingSince = turn.now;
    worker.grace = effectiveGrace(turn, worker.grace);
    worker.pending = true;
    endSync(turn, { error: false });
  } else if (!worker.synced) {
    worker.stage = 'volumes';
    worker.until = turn.now + turn.kubelet.timing.volumesMounted;
  } else planAndRun(turn);
}

function planAndRun(turn: Turn): void {
  const { worker, status } = turn.state;
  addProbes(turn);
  worker.restartingAll =
    status.local?.conditions.some((c) => c.type === 'AllContainersRestarting' && c.status) ?? false;
  const plan = planSync({
    pod: turn.pod,
    kubelet: turn.kubelet,
    runtime: worker.using,
    // A sync has the pod as it was when the sync was asked for; one of a deleted pod is a termination.
    deleting: false,
    restartingAll: worker.restartingAll,
    verdict: (kind, instance) => verdictOf(turn, kind, instance),
  });
  const due = resetDueAt(turn, plan);
  if (turn.now < due) {
    endSync(turn, { error: false });
    worker.queuedAt = due;
    return;
  }
  if (plan.replacesSandbox)
    tell(turn, 'Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
  worker.steps = stepsOf(plan, turn.pod);
  worker.stage = 'steps';
}

/**
 * A restart of all containers knows no back-off (KEP-5532): only the relist keeps it from going round faster than once a
 * second. Without a clockwork the life that asked for it counts as that long.
 */
function resetDueAt({ kubelet }: Turn, { reset }: SyncPlan): number {
  if (kubelet.timing.relistEvery > 0) return Number.NEGATIVE_INFINITY;
  return Math.max(...reset.map(({ instance }) => (instance.state === 'exited' ? instance.startedAt + 1000 : 0)));
}

function endSteps(turn: Turn): void {
  const { worker, runtime } = turn.state;
  if (worker.work === 'sync') {
    // A reset is followed at once by the sync that starts everything anew.
    if (worker.restartingAll && worker.changed && !worker.failed) worker.pending = true;
    endSync(turn, { error: worker.failed });
    return;
  }
  removeProbes(turn);
  setPodStatus(turn, newPodStatus(turn, { runtime, terminal: true }));
  worker.terminatedAt = turn.now;
  worker.pending = true;
  endSync(turn, { error: false });
}

interface Ending {
  readonly error: boolean;
  readonly cancelled?: boolean;
}

/** Ends a sync and says when the next one is due if nothing happens before (pod_workers.go: completeWork). */
function endSync(turn: Turn, { error, cancelled = false }: Ending): void {
  const { worker } = turn.state;
  const { limits } = turn.kubelet;
  worker.stage = 'idle';
  worker.synced ||= !cancelled;
  worker.looksAtLastSync = turn.state.looks;
  if (cancelled) return;
  if (!error) {
    const relists = limits.relistsAfterSync && turn.kubelet.timing.relistEvery > 0;
    if (relists && worker.changed && worker.work === 'sync') turn.state.relistRequested = true;
    worker.queuedAt = turn.now + jitter(turn, limits.resync);
    return;
  }
  let wait = limits.errorBackOff;
  if (limits.wakesAtBackOffEnd && worker.backOffEnd !== Number.POSITIVE_INFINITY) {
    wait = Math.min(Math.max(0, worker.backOffEnd - turn.now), limits.resync);
  }
  worker.queuedAt = turn.now + jitter(turn, wait);
}
