import type { Kubelet } from '../kubelet/profile.ts';
import type { Container, Pod } from '../model/pod.ts';
import type { Action, PodEvent } from './actions.ts';
import { recordEvent } from './report/recorder.ts';
import type { LiveState } from './state.ts';

/** One call of `decide` under way: what it may read, the state it owns, and what it has decided so far. */
export interface Turn {
  readonly pod: Pod;
  readonly kubelet: Kubelet;
  readonly now: number;
  readonly state: LiveState;
  readonly actions: Action[];
  readonly events: PodEvent[];
}

/** Records an Event about a container, or about the pod when there is none. */
export function tell(turn: Turn, type: PodEvent['type'], reason: string, message: string, container?: Container): void {
  const event = recordEvent(turn, { type, reason, message, field: container?.field });
  if (event) turn.events.push(event);
}

/** Asks for a sync of the pod as soon as its worker is free (pkg/kubelet/pod_workers.go: UpdatePod). */
export function askForSync(turn: Turn): void {
  const { worker, status } = turn.state;
  if (worker.stage === 'finished') return;
  worker.pending = true;
  worker.asked = status.api;
}

/** A random number from 0 to 1 that depends on the seed and on how many were drawn before (mulberry32). */
export function draw(turn: Turn): number {
  if (turn.kubelet.timing.seed === 0) return MIDDLE;
  turn.state.random = (turn.state.random + 0x6d2b79f5) | 0;
  let t = turn.state.random;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

/** What a draw is worth without a seed: a little past the middle, because a real machine is always a little late. */
const MIDDLE = 0.55;

/** A wait stretched as the kubelet stretches it (k8s.io/apimachinery wait.Jitter); exact in nominal timing. */
export function jitter(turn: Turn, wait: number): number {
  const factor = turn.kubelet.timing.jitter;
  return factor === 0 ? wait : wait * (1 + draw(turn) * factor);
}

/** How the kubelet names a pod in its messages (pkg/kubelet/util/format: Pod). */
export function podRef(pod: Pod): string {
  return `${pod.name}_${pod.namespace}(<uid>)`;
}
