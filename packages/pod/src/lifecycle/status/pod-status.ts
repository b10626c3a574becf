import type { Runtime } from '../runtime.ts';
import type { Turn } from '../turn.ts';
import { type Condition, conditionsOf } from './conditions.ts';
import { type ContainerStatus, containerStatuses } from './container-statuses.ts';
import { evictionOf } from './eviction.ts';
import { phaseOf } from './phase.ts';
import { withReadiness } from './readiness.ts';

/** The phases of a pod. */
export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** A pod's status as the kubelet writes it, without what is not needed to reason about it. */
export interface PodStatus {
  readonly phase: Phase;
  readonly reason: string;
  readonly message: string;
  readonly conditions: readonly Condition[];
  /** By container index: init containers, main containers, ephemeral ones. */
  readonly containers: readonly ContainerStatus[];
  /** When the kubelet first had it, in ms; undefined before. */
  readonly startTime: number | undefined;
}

/** What a status is made from. */
export interface StatusSource {
  readonly runtime: Runtime;
  /** No container of the pod will ever run again. */
  readonly terminal: boolean;
}

/**
 * The status of a pod from what the runtime has, what the probes say, and what the status was before.
 *
 * Source: pkg/kubelet/kubelet_pods.go: generateAPIPodStatus at 1.36.2.
 */
export function newPodStatus(turn: Turn, source: StatusSource): PodStatus {
  const { local, api } = turn.state.status;
  const before = local ?? api;
  // The phase is computed before the probes have their say: "started" is as it was, or unknown (see `started`).
  const bare = containerStatuses(turn, source.runtime, before);
  const known = isTerminal(before?.phase) ? before?.phase : isTerminal(api?.phase) ? api?.phase : undefined;
  const computed = phaseOf(turn, bare, source);
  let phase = isTerminal(computed) ? computed : (known ?? computed);
  let { reason = '', message = '' } = phase === before?.phase ? before : {};
  const eviction = evictionOf(turn);
  if (eviction) {
    phase = 'Failed';
    ({ reason, message } = eviction);
  }
  // What has been shown as over stays so, though the reason may still change.
  if (isTerminal(api?.phase)) phase = api.phase;
  const containers = withReadiness(turn, bare);
  const conditions = conditionsOf(turn, { containers, phase, runtime: source.runtime, before });
  return { phase, reason, message, conditions, containers, startTime: before?.startTime };
}

/** Succeeded and Failed are never left again. */
export function isTerminal(phase: Phase | undefined): phase is 'Succeeded' | 'Failed' {
  return phase === 'Succeeded' || phase === 'Failed';
}
