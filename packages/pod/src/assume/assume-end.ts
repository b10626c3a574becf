import type { Kubelet } from '../kubelet/profile.ts';
import { isTerminal } from '../lifecycle/status/pod-status.ts';
import { play } from '../simulate/play.ts';
import type { Happening, Scenario } from '../simulate/scenario.ts';
import type { Timeline } from '../simulate/timeline.ts';
import type { Assumption } from './assumption.ts';
import { spellTime } from './spell-time.ts';

/** When a play ends, and what is done to the pod so that it does. */
export interface AssumedEnd {
  readonly timeline: readonly Happening[];
  readonly until: number;
  readonly assumptions: readonly Assumption[];
}

/** How the end is chosen. */
export interface AssumeEndOptions {
  /** Whether a pod that has come to rest may be deleted. */
  readonly deletes?: boolean;
  /** The grace period of that deletion; by default the pod's own. */
  readonly graceSeconds?: number | undefined;
}

/** A pod that has been quiet for this long stays as it is. */
const QUIET = 600_000;
/** How long a pod that never comes to rest is watched: back-off waits of 10, 20, 40, 80 and 160 s fit in. */
const RESTLESS = 330_000;
/** How long a pod is left in peace before it is deleted: ready, and not ready. */
const PEACE = { ready: 20_000, unready: 60_000 } as const;

/**
 * Decides how long to watch: until the pod is finished; or, when it has come to rest, until it has been deleted (so that
 * one sees how it stops); or long enough to see that it will not come to rest.
 */
export function assumeEnd(
  scenario: Omit<Scenario, 'until'>,
  kubelet: Kubelet,
  { deletes = true, graceSeconds }: AssumeEndOptions = {},
): AssumedEnd {
  const { timeline } = scenario;
  const lastAct = timeline.at(-1)?.at ?? 0;
  const asIs = play({ ...scenario, until: lastAct + 2 * QUIET }, kubelet, { stopWhenTerminal: true });
  if (asIs.endedBy !== 'until') return { timeline, until: Math.max(asIs.end, 1), assumptions: [] };
  const changed = lastChange(asIs);
  const isStopping = timeline.some(({ does }) => does === 'delete' || does === 'evict');
  if (isStopping || changed > lastAct + QUIET || !isAtRest(asIs)) {
    return { timeline, until: lastAct + RESTLESS, assumptions: [] };
  }
  if (!deletes) return { timeline, until: Math.max(changed, lastAct) + PEACE.unready, assumptions: [] };
  const peace = isReady(asIs) ? PEACE.ready : PEACE.unready;
  const at = Math.ceil((Math.max(changed, lastAct) + peace) / 10_000) * 10_000;
  const withDelete = [...timeline, { at, does: 'delete', graceSeconds } as const];
  const whole = play({ ...scenario, timeline: withDelete, until: at + 2 * QUIET + graceOf(scenario) }, kubelet);
  const text = `is deleted after ${spellTime(at)}, to show how it stops`;
  return {
    timeline: withDelete,
    until: Math.max(whole.end, 1),
    assumptions: [{ container: undefined, what: 'end', because: 'assumed', text }],
  };
}

function graceOf({ pod }: Pick<Scenario, 'pod'>): number {
  return (pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000;
}

function lastChange({ status, log }: Timeline): number {
  const ended = log.findLast((entry) => entry.what !== 'probe')?.at ?? 0;
  return Math.max(status.at(-1)?.at ?? 0, ended);
}

function isAtRest({ status }: Timeline): boolean {
  const last = status.at(-1)?.status;
  if (!last || isTerminal(last.phase)) return false;
  return last.phase === 'Running' && last.containers.every((c) => c.state.is !== 'waiting');
}

function isReady({ status }: Timeline): boolean {
  return status.at(-1)?.status?.conditions.some((condition) => condition.type === 'Ready' && condition.status) ?? false;
}
