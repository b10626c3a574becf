import { apiServerGates } from '../admission/api-server.ts';
import { type AdmittingKubelet, kubeletRefuses } from '../admission/kubelet/kubelet-refuses.ts';
import type { Kubelet } from '../kubelet/profile.ts';
import type { PodEvent } from '../lifecycle/actions.ts';
import { type Decision, decideInPlace, type Moment } from '../lifecycle/decide.ts';
import type { Fact } from '../lifecycle/facts.ts';
import { copyState, type LiveState, newPodState } from '../lifecycle/state.ts';
import type { PodStatus } from '../lifecycle/status/pod-status.ts';
import { isTerminal } from '../lifecycle/status/pod-status.ts';
import { type Pod, readPod } from '../model/pod.ts';
import { withImage } from '../model/with-image.ts';
import { createAgenda } from './agenda.ts';
import { createMachine } from './machine.ts';
import { INSTANT, type MachineSpeed, RECORDED } from './machine-speed.ts';
import type { Happening, Scenario } from './scenario.ts';
import type { LogEntry, StatusEntry, Timeline } from './timeline.ts';

/** What a play may be asked for beside its Scenario. */
export interface PlayOptions {
  /** How fast the machine is; by default as recorded in kubelet timing, and instant in others. */
  readonly speed?: MachineSpeed;
  /** End as soon as the pod is finished for good, instead of waiting until the Scenario's end. */
  readonly stopWhenTerminal?: boolean;
  /** Decides in place of the engine's own `decideInPlace`: to watch every turn, or to check it. */
  readonly decide?: (pod: Pod, state: LiveState, moment: Moment, kubelet: Kubelet) => Decision;
}

/**
 * Plays a Scenario on virtual time under one kubelet, until the pod is gone or the Scenario's `until`.
 *
 * @example
 * const timeline = play(scenario, kubelet);
 * timeline.log.filter((entry) => entry.what === 'start').map((entry) => `${entry.container} ${entry.at} ms`);
 */
export function play(scenario: Scenario, kubelet: Kubelet, options: PlayOptions = {}): Timeline {
  let pod = readPod(scenario.pod, kubelet);
  const log: LogEntry[] = [];
  const events: PodEvent[] = [];
  const status: StatusEntry[] = [{ at: 0, deleting: false, status: undefined, gone: false }];
  const agenda = createAgenda<() => void>();
  let facts: Fact[] = [];
  let now = 0;
  let state = copyState(newPodState(pod, 0, kubelet));
  const decide = options.decide ?? decideInPlace;
  const speed = options.speed ?? (kubelet.timing.mode === 'kubelet' ? RECORDED : INSTANT);
  const machine = createMachine({
    scenario,
    speed,
    now: () => now,
    after: (delay, what) => agenda.add(now + delay, what),
    report: (fact) => facts.push(fact),
    log: (entry) => log.push(entry),
  });
  const happen = (happening: Happening): void => {
    switch (happening.does) {
      case 'delete':
        facts.push({
          is: 'deleted',
          ...(happening.graceSeconds === undefined ? {} : { graceSeconds: happening.graceSeconds }),
        });
        break;
      case 'evict':
        facts.push({
          is: 'evicted',
          reason: 'Evicted',
          message: 'The node was low on resource',
          ...(happening.graceSeconds === undefined ? {} : { graceSeconds: happening.graceSeconds }),
        });
        break;
      case 'setImage':
        pod = withImage(pod, happening.container, happening.image);
        facts.push({ is: 'podUpdated' });
        break;
      case 'crash':
        machine.crash(happening.what);
        break;
      case 'remove':
        machine.removeDead(happening.container);
        break;
      case 'restartKubelet':
        facts.push({ is: 'kubeletStopped' });
        machine.kubeletStopped();
        agenda.add(now + speed.kubeletDown + kubelet.timing.startDelay, () => facts.push({ is: 'kubeletStarted' }));
    }
  };
  const refusal = kubeletRefuses(scenario.pod as Parameters<typeof kubeletRefuses>[0], admitting(kubelet));
  if (refusal) facts.push({ is: 'refused', reason: refusal.reason, message: refusal.message });
  for (const happening of scenario.timeline) agenda.add(happening.at, () => happen(happening));

  let shown: PodStatus | undefined;
  let deleting = false;
  let wakeAt = 0;
  let endedBy: Timeline['endedBy'] = 'until';
  for (;;) {
    const next = facts.length > 0 ? now : Math.min(agenda.nextAt(), wakeAt);
    if (next > scenario.until) break;
    now = next;
    while (agenda.nextAt() <= now) agenda.take()?.();
    const decision = decide(pod, state, facts.length > 0 ? { now, facts } : { now }, kubelet);
    state = decision.state as LiveState;
    if (facts.length > 0) facts = [];
    wakeAt = decision.wakeAt;
    for (const event of decision.events) events.push(event);
    const isDeleting = state.request.deletedAt !== undefined;
    if (decision.status !== shown || isDeleting !== deleting) {
      shown = decision.status;
      deleting = isDeleting;
      status.push({ at: now, deleting, status: shown, gone: false });
    }
    for (const action of decision.actions) machine.do(action);
    if (decision.gone) {
      status.push({ at: now, deleting, status: shown, gone: true });
      endedBy = 'gone';
      break;
    }
    if (
      options.stopWhenTerminal &&
      isTerminal(shown?.phase) &&
      wakeAt === Number.POSITIVE_INFINITY &&
      agenda.nextAt() === Number.POSITIVE_INFINITY
    ) {
      endedBy = 'terminal';
      break;
    }
  }
  const end = endedBy === 'until' ? scenario.until : now;
  return {
    scenario: scenario.name,
    kubelet: kubelet.version,
    containers: pod.containers,
    log,
    status,
    events,
    end,
    endedBy,
  };
}

/** The kubelet as admission sees it: with every gate that decides about taking a pod. Worked out once per kubelet. */
function admitting(kubelet: Kubelet): AdmittingKubelet {
  const known = ADMITTING.get(kubelet);
  if (known) return known;
  const made = { minor: kubelet.minor, gates: { ...apiServerGates(kubelet.minor), ...kubelet.gates } };
  ADMITTING.set(kubelet, made);
  return made;
}

const ADMITTING = new WeakMap<Kubelet, AdmittingKubelet>();
