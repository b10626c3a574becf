import type { Container, Pod } from '../../model/pod.ts';
import { withoutInits, withoutSpareInits } from '../forget.ts';
import { withOnly } from '../runtime.ts';
import { beginKill } from '../stop/kill.ts';
import { killAll } from '../stop/order.ts';
import { type Turn, tell } from '../turn.ts';
import type { PlannedKill, SyncPlan } from './plan.ts';
import { startContainer } from './start.ts';

/** One thing a sync does; the next begins only when it is over. */
export type Step =
  | { readonly do: 'killPod'; readonly override: number | undefined }
  | { readonly do: 'stopSandboxes' }
  | { readonly do: 'purgeInits' }
  | { readonly do: 'kill'; readonly kill: PlannedKill }
  | { readonly do: 'reset'; readonly container: number; readonly id: string; readonly kill: boolean }
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'pruneInits' }
  | { readonly do: 'createSandbox'; readonly attempt: number }
  | { readonly do: 'start'; readonly container: number };

/** The steps of a plan in the kubelet's order (kuberuntime_manager.go: SyncPod, steps 2 to 9). */
export function stepsOf(plan: SyncPlan, pod: Pod): Step[] {
  const steps: Step[] = [];
  if (plan.killPod) {
    steps.push({ do: 'killPod', override: undefined }, { do: 'stopSandboxes' });
    if (plan.createSandbox) steps.push({ do: 'purgeInits' });
  } else {
    for (const kill of plan.kill) steps.push({ do: 'kill', kill });
    for (const { instance, kill } of plan.reset) {
      steps.push({ do: 'reset', container: instance.index, id: instance.id, kill }, { do: 'remove', id: instance.id });
    }
  }
  if (pod.inits.length > 0) steps.push({ do: 'pruneInits' });
  if (plan.createSandbox) steps.push({ do: 'createSandbox', attempt: plan.attempt });
  for (const container of [...plan.startEphemeral, ...plan.startInits, ...plan.startMains])
    steps.push({ do: 'start', container });
  return steps;
}

/** Carries out steps until one has to wait; true when none is left. */
export function runSteps(turn: Turn): boolean {
  const { worker } = turn.state;
  while (!worker.doing) {
    const step = worker.steps.shift();
    if (!step) return true;
    runStep(turn, step);
  }
  return false;
}

function runStep(turn: Turn, step: Step): void {
  const { state } = turn;
  const { worker } = state;
  const wait = (what: 'sandbox' | 'kills' | 'stopSandbox', id = '') => {
    worker.doing = { what, container: -1, id, attempt: 0, since: turn.now };
  };
  switch (step.do) {
    case 'killPod':
      worker.changed = true;
      killAll(turn, worker.using, step.override);
      if (state.kills.length > 0) wait('kills');
      break;
    case 'stopSandboxes': {
      const sandbox = worker.using.sandboxes.find((s) => s.ready) ?? worker.using.sandboxes[0];
      if (!sandbox) break;
      turn.actions.push({ do: 'stopSandbox', id: sandbox.id });
      wait('stopSandbox', sandbox.id);
      break;
    }
    case 'purgeInits':
      state.runtime = withoutInits(turn, state.runtime, worker.using);
      break;
    case 'pruneInits':
      state.runtime = withoutSpareInits(turn, state.runtime);
      break;
    case 'kill':
      worker.changed = true;
      beginKill(turn, step.kill);
      wait('kills');
      break;
    case 'reset':
      worker.changed = true;
      if (!step.kill) break;
      // No grace at all, so no preStop either: TERM, and KILL after the minimum (KEP-5532).
      beginKill(turn, {
        container: turn.pod.containers[step.container] as Container,
        id: step.id,
        message: 'killing',
        reason: 'restartAll',
        override: 0,
      });
      wait('kills');
      break;
    case 'remove':
      turn.actions.push({ do: 'remove', id: step.id });
      state.runtime = withOnly(state.runtime, (instance) => instance.id !== step.id);
      break;
    case 'createSandbox':
      worker.changed = true;
      turn.actions.push({ do: 'createSandbox', attempt: step.attempt });
      wait('sandbox');
      break;
    case 'start':
      startContainer(turn, turn.pod.containers[step.container] as Container);
  }
}

/** A sandbox could not be made: nothing more can be done in this sync. */
export function sandboxFailed(turn: Turn, message: string): void {
  const { worker } = turn.state;
  if (worker.doing?.what !== 'sandbox') return;
  tell(turn, 'Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: ${message}`);
  worker.failed = true;
  worker.steps = [];
  worker.doing = undefined;
}
