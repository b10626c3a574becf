import type { Kubelet } from '../kubelet/profile.ts';
import type { Pod } from '../model/pod.ts';
import type { Action, PodEvent } from './actions.ts';
import type { Fact } from './facts.ts';
import { learn } from './learn.ts';
import { probesWakeAt, runProbes } from './probe/run.ts';
import { relist } from './relist.ts';
import { copyState, type LiveState, type PodState } from './state.ts';
import { deadlineAt } from './status/eviction.ts';
import type { PodStatus } from './status/pod-status.ts';
import { sendStatus } from './status/publish.ts';
import { advanceKills, killsWakeAt } from './stop/kill.ts';
import { postStartEnded, postStartSleepEnds, startFailed } from './sync/start.ts';
import { askForSync, type Turn } from './turn.ts';
import { work, workerWakesAt } from './worker.ts';

/** What the kubelet does now, and what it knows afterwards. */
export interface Decision {
  /** The state to pass to the next `decide`. */
  readonly state: PodState;
  /** What the hands have to do; in this order. */
  readonly actions: readonly Action[];
  /** Events recorded in this turn. */
  readonly events: readonly PodEvent[];
  /** The status as the API server has it; undefined before the kubelet wrote one. The same object while it is unchanged. */
  readonly status: PodStatus | undefined;
  /** When to decide again if no fact comes first, in ms; Infinity = only a fact can change anything. */
  readonly wakeAt: number;
  /** The pod object is gone from the API server. */
  readonly gone: boolean;
}

/** A moment: the time, and what has been learned since the last one. */
export interface Moment {
  /** ms on the clock of the play. */
  readonly now: number;
  readonly facts?: readonly Fact[];
}

/**
 * Says what a kubelet does with a pod at a moment. Pure: the same input gives the same output, nothing is changed, no
 * clock is read. It is the only place that knows the kubelet's rules.
 *
 * @example
 * let { state, actions, wakeAt } = decide(pod, newPodState(pod, 0, kubelet), { now: 0 }, kubelet);
 * // … carry out the actions, collect facts, and at the next fact or at wakeAt:
 * ({ state, actions, wakeAt } = decide(pod, state, { now: 70, facts: [{ is: 'sandboxReady', id: 's0', attempt: 0 }] }, kubelet));
 */
export function decide(pod: Pod, state: PodState, moment: Moment, kubelet: Kubelet): Decision {
  return decideInPlace(pod, copyState(state), moment, kubelet);
}

/** `decide` for a caller that owns the state and has no further use for the old one: nothing is copied. */
export function decideInPlace(pod: Pod, state: LiveState, moment: Moment, kubelet: Kubelet): Decision {
  const turn: Turn = { pod, kubelet, now: moment.now, state, actions: [], events: [] };
  if (moment.facts) for (const fact of moment.facts) learn(turn, fact);
  const wakeAt = state.kubeletUp && !state.gone ? settle(turn) : Number.POSITIVE_INFINITY;
  return { state, actions: turn.actions, events: turn.events, status: state.status.api, wakeAt, gone: state.gone };
}

/** Runs every part of the kubelet until none has anything left to do at this moment; says when the next one has, in ms. */
function settle(turn: Turn): number {
  const { state } = turn;
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    relist(turn);
    drainWorkQueue(turn);
    runProbes(turn);
    advanceKills(turn);
    endDoing(turn);
    work(turn);
    sendStatus(turn);
    if (state.gone) return Number.POSITIVE_INFINITY;
    const wakeAt = nextWake(turn);
    if (wakeAt > turn.now && !hasMore(turn)) return wakeAt;
  }
  throw new Error(`the pod ${turn.pod.name} does not come to rest at ${turn.now} ms`);
}

/** Far more than any moment needs; reaching it is a bug in the engine. */
const MOST_ROUNDS = 1000;

/** Ends what the worker waits for when that is over by now: kills, a postStart that only sleeps. */
function endDoing(turn: Turn): void {
  const { state } = turn;
  const { worker } = state;
  if (turn.now >= postStartSleepEnds(turn)) postStartEnded(turn, worker.doing?.id ?? '', true);
  const { doing } = worker;
  if (doing?.what !== 'kills' && doing?.what !== 'failedHook') return;
  if (state.kills.some((kill) => kill.stage !== 'done')) return;
  state.kills = [];
  worker.doing = undefined;
  const container = turn.pod.containers[doing.container];
  if (doing.what === 'failedHook' && container)
    startFailed(turn, container, 'PostStartHookError', 'PostStartHook failed');
}

/** The work queue is looked at once a second: a sync that was put off, and a pod past its deadline. */
function drainWorkQueue(turn: Turn): void {
  const { worker } = turn.state;
  if (turn.now >= onTick(turn, worker.queuedAt)) {
    worker.queuedAt = Number.POSITIVE_INFINITY;
    askForSync(turn);
  }
  if (turn.now >= onTick(turn, deadlineAt(turn)) && worker.terminatingSince === undefined && worker.stage === 'idle')
    askForSync(turn);
}

/** The first tick at or after a time. */
function onTick(turn: Turn, at: number): number {
  const every = turn.kubelet.timing.workTick;
  if (every === 0 || at === Number.POSITIVE_INFINITY) return at;
  const { tick } = turn.state.clock;
  return Math.ceil((at - tick) / every) * every + tick;
}

/** Is there something to do at this very moment that was not there when its part had its turn? */
function hasMore(turn: Turn): boolean {
  const { state } = turn;
  const { worker } = state;
  if (worker.stage === 'idle' && worker.pending) return true;
  return turn.kubelet.timing.relistEvery === 0 && state.seen !== state.runtime;
}

function nextWake(turn: Turn): number {
  const { state, kubelet } = turn;
  const { worker, status } = state;
  const mayEvict = worker.terminatingSince === undefined && worker.stage === 'idle';
  return Math.min(
    kubelet.timing.relistEvery > 0 ? (state.relistRequested ? turn.now : state.nextRelist) : Number.POSITIVE_INFINITY,
    worker.stage === 'finished' ? Number.POSITIVE_INFINITY : onTick(turn, worker.queuedAt),
    mayEvict ? onTick(turn, deadlineAt(turn)) : Number.POSITIVE_INFINITY,
    workerWakesAt(turn),
    probesWakeAt(turn),
    killsWakeAt(turn),
    postStartSleepEnds(turn),
    status.sendAt,
  );
}
