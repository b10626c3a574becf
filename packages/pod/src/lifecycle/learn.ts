import type { Fact } from './facts.ts';
import { probed } from './probe/run.ts';
import { restartKubelet } from './restart-kubelet.ts';
import { instanceOf, withChange, withOnly, withSandbox, withSandboxDown } from './runtime.ts';
import { newContainerMemory } from './state.ts';
import { isTerminal } from './status/pod-status.ts';
import { podRefused, sandboxReadyInStatus } from './status/publish.ts';
import { killEnded, preStopEnded } from './stop/kill.ts';
import { imageInspected, imagePulled } from './sync/image.ts';
import { containerNotStarted, containerStarted, postStartEnded } from './sync/start.ts';
import { sandboxFailed } from './sync/steps.ts';
import { askForSync, type Turn } from './turn.ts';
import { requestTermination } from './worker.ts';

/** Takes a fact into the state. What follows from it is worked out afterwards, by `decide`. */
export function learn(turn: Turn, fact: Fact): void {
  const { state } = turn;
  switch (fact.is) {
    case 'sandboxReady':
      state.runtime = withSandbox(state.runtime, { id: fact.id, attempt: fact.attempt, ready: true });
      if (endDoing(turn, 'sandbox')) sandboxReadyInStatus(turn);
      break;
    case 'sandboxFailed':
      sandboxFailed(turn, fact.message);
      break;
    case 'sandboxStopped':
      state.runtime = withSandboxDown(state.runtime, fact.id);
      endDoing(turn, 'stopSandbox');
      break;
    case 'sandboxLost':
      state.runtime = withSandboxDown(state.runtime, fact.id);
      break;
    case 'imageInspected':
      imageInspected(turn, fact.image, fact.present);
      break;
    case 'imagePulled':
      imagePulled(turn, fact.image, fact);
      break;
    case 'imagePullFailed':
      imagePulled(turn, fact.image, { tookMs: 0, bytes: 0, failed: fact.message });
      break;
    case 'started':
      containerStarted(turn, fact.id, fact.at);
      break;
    case 'startFailed':
      containerNotStarted(turn, fact);
      break;
    case 'exited':
      exited(turn, fact);
      break;
    case 'removed':
      state.runtime = withOnly(state.runtime, (instance) => instance.id !== fact.id);
      break;
    case 'hookEnded':
      hookEnded(turn, fact);
      break;
    case 'probed':
      probed(turn, fact);
      break;
    case 'stopped':
      killEnded(turn, fact.id);
      break;
    case 'refused':
      podRefused(turn, fact);
      break;
    case 'deleted':
      deleted(turn, fact.graceSeconds);
      break;
    case 'evicted':
      state.request.eviction = { graceSeconds: fact.graceSeconds, reason: fact.reason, message: fact.message };
      requestTermination(turn);
      break;
    case 'podUpdated':
      rememberNew(turn);
      askForSync(turn);
      break;
    case 'conditionSet':
      state.request.conditions[fact.type] = fact.value;
      askForSync(turn);
      break;
    case 'kubeletStopped':
      state.kubeletUp = false;
      break;
    case 'kubeletStarted':
      restartKubelet(turn);
  }
}

function endDoing(turn: Turn, what: 'sandbox' | 'stopSandbox'): boolean {
  const { worker } = turn.state;
  if (worker.doing?.what !== what) return false;
  worker.doing = undefined;
  return true;
}

/** An ephemeral container may have come; it is the last. */
function rememberNew({ pod, state }: Turn): void {
  while (state.memory.length < pod.containers.length) state.memory.push(newContainerMemory());
}

function hookEnded(turn: Turn, { id, hook, ok }: Fact & { is: 'hookEnded' }): void {
  const container = turn.pod.containers[instanceOf(turn.state.runtime, id)?.index ?? -1];
  if (hook === 'postStart') postStartEnded(turn, id, ok);
  else if (container) preStopEnded(turn, container, id, ok);
}

function exited(turn: Turn, fact: Fact & { is: 'exited' }): void {
  const reason = fact.reason ?? (fact.exitCode === 0 ? 'Completed' : 'Error');
  turn.state.runtime = withChange(turn.state.runtime, fact.id, {
    state: 'exited',
    finishedAt: fact.at,
    exitCode: fact.exitCode,
    reason,
  });
}

/** A delete at the API server; a later one can only shorten the grace period, and 0 removes the object at once. */
function deleted(turn: Turn, graceSeconds: number | undefined): void {
  const { state } = turn;
  const grace = graceSeconds ?? turn.pod.graceSeconds;
  const { request } = state;
  if (request.deletedAt !== undefined && grace >= (request.deletionGrace ?? 0)) return;
  request.deletedAt ??= turn.now;
  request.deletionGrace = grace;
  // A pod that is over is removed at once, whatever grace was asked for (pkg/registry/core/pod/strategy.go: CheckGracefulDelete).
  if (grace === 0 || isTerminal(state.status.api?.phase)) state.gone = true;
  requestTermination(turn);
}
