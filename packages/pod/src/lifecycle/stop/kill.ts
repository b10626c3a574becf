import type { Container } from '../../model/pod.ts';
import type { Kill } from '../state.ts';
import { type Turn, tell } from '../turn.ts';
import { graceOf, type KillReason } from './grace.ts';

/** What a kill is asked to do. */
export interface KillOrder {
  readonly container: Container;
  readonly id: string;
  /** What the Killing Event says; by default that the container is being stopped. */
  readonly message?: string;
  readonly reason: KillReason;
  /** Seconds that replace every other grace period. */
  readonly override?: number;
  /** Containers that must be down before the signal is sent; undefined = no order. */
  readonly after?: readonly number[];
}

/**
 * Begins to stop one container: Event, preStop hook, then its turn, then the signal. All of a pod's preStop hooks begin
 * at once; only the signals are in order (kuberuntime_container.go: killContainer at 1.36.2).
 */
export function beginKill(turn: Turn, order: KillOrder): void {
  const { container } = order;
  tell(turn, 'Normal', 'Killing', order.message || `Stopping container ${container.name}`, container);
  // 1.27 put the override in the place of what the hook had left, and of the minimum; so each stop had its grace twice.
  const afterSignal = turn.kubelet.bugs.preStopTimeIsNotCounted ? order.override : undefined;
  const counted = afterSignal === undefined ? order.override : undefined;
  const kill: Kill = {
    id: order.id,
    container: container.index,
    stage: 'preStop',
    grace: counted ?? graceOf(turn, container, order.reason),
    afterSignal,
    stageSince: turn.now,
    after: order.after ? [...order.after] : [],
  };
  turn.state.kills.push(kill);
  const hook = container.hooks.preStop;
  if (!hook || kill.grace <= 0) takeTurn(turn, kill);
  else if (hook.sleepSeconds === undefined) turn.actions.push({ do: 'runHook', container, id: kill.id, hook });
  else if (!turn.kubelet.gates.PodLifecycleSleepAction)
    preStopEnded(turn, container, kill.id, turn.kubelet.limits.knowsSleepHook);
}

/** Moves every kill on as far as time allows; several may release each other in the same instant. */
export function advanceKills(turn: Turn): void {
  for (let moved = true; moved; ) {
    moved = false;
    for (const kill of turn.state.kills) {
      const before = kill.stage;
      if (kill.stage === 'preStop' && turn.now >= preStopEnds(turn, kill)) endPreStop(turn, kill);
      else if (kill.stage === 'turn' && (turn.now >= turnEnds(kill) || isItsTurn(turn, kill))) signal(turn, kill);
      moved ||= kill.stage !== before;
    }
  }
}

/** When the next kill needs attention if nothing else happens, in ms. */
export function killsWakeAt(turn: Turn): number {
  let at = Number.POSITIVE_INFINITY;
  for (const kill of turn.state.kills) {
    if (kill.stage === 'preStop') at = Math.min(at, preStopEnds(turn, kill));
    if (kill.stage === 'turn') at = Math.min(at, isItsTurn(turn, kill) ? turn.now : turnEnds(kill));
  }
  return at;
}

/**
 * The preStop hook of an instance has ended by itself. A hook that outlived its grace fails when its container goes, and
 * that is told although nobody waits for it any more.
 */
export function preStopEnded(turn: Turn, container: Container, id: string, ok: boolean): void {
  // The hook's output is not told: it could hold secrets.
  if (!ok) tell(turn, 'Warning', 'FailedPreStopHook', 'PreStopHook failed', container);
  const kill = turn.state.kills.find((k) => k.id === id && k.stage === 'preStop');
  if (kill) endPreStop(turn, kill);
}

/** The runtime has stopped an instance; containers that wait for it may go on. */
export function killEnded(turn: Turn, id: string): void {
  const kill = turn.state.kills.find((k) => k.id === id);
  if (kill) kill.stage = 'done';
}

function preStopEnds(turn: Turn, kill: Kill): number {
  const sleep = turn.pod.containers[kill.container]?.hooks.preStop?.sleepSeconds ?? Number.POSITIVE_INFINITY;
  return kill.stageSince + Math.min(kill.grace, sleep) * 1000;
}

function turnEnds(kill: Kill): number {
  return kill.stageSince + kill.grace * 1000;
}

function endPreStop(turn: Turn, kill: Kill): void {
  spend(turn, kill);
  takeTurn(turn, kill);
}

function takeTurn(turn: Turn, kill: Kill): void {
  kill.stage = 'turn';
  kill.stageSince = turn.now;
  if (kill.grace <= 0) kill.after = [];
}

function isItsTurn(turn: Turn, kill: Kill): boolean {
  return kill.after.every((index) => turn.state.kills.some((k) => k.container === index && k.stage === 'done'));
}

function signal(turn: Turn, kill: Kill): void {
  spend(turn, kill);
  kill.stage = 'signal';
  const container = turn.pod.containers[kill.container] as Container;
  const graceSeconds = kill.afterSignal ?? Math.max(kill.grace, turn.kubelet.limits.minimumGraceSeconds);
  const signalName = turn.kubelet.gates.ContainerStopSignals ? container.stopSignal : 'SIGTERM';
  turn.actions.push({ do: 'stop', container, id: kill.id, signal: signalName, graceSeconds });
}

/** Waiting is paid in whole seconds, rounded down. */
function spend(turn: Turn, kill: Kill): void {
  kill.grace -= Math.floor((turn.now - kill.stageSince) / 1000);
  kill.stageSince = turn.now;
}
