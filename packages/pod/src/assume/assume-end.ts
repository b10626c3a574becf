import type { Kubelet } from '../kubelet/profile.ts';
import { decideInPlace } from '../lifecycle/decide.ts';
import { play } from '../simulate/play.ts';
import type { Happening, Scenario } from '../simulate/scenario.ts';
import type { Timeline } from '../simulate/timeline.ts';
import type { Assumption } from './assumption.ts';
import { longestPause } from './longest-pause.ts';
import { isCalm, playCalm } from './play-calm.ts';
import { spellTime } from './spell-time.ts';

/** When a play ends, and what is done to the pod so that it does. */
export interface AssumedEnd {
  readonly timeline: readonly Happening[];
  readonly until: number;
  readonly assumptions: readonly Assumption[];
  /** The play to this end, where finding the end has made it. */
  readonly played?: Timeline;
}

/** How the end is chosen. */
export interface AssumeEndOptions {
  /** Whether a pod that has come to rest may be deleted. */
  readonly deletes?: boolean;
  /** The grace period of that deletion; by default the pod's own. */
  readonly graceSeconds?: number | undefined;
  /** What decides while the pod is watched: `decideInPlace`, or one that gives up by throwing. */
  readonly decide?: typeof decideInPlace;
}

/** How long a pod that never comes to rest is watched: back-off waits of 10, 20, 40, 80 and 160 s fit in. */
const RESTLESS = 330_000;
/** A pod that has not come to rest after this time is restless. */
const PATIENCE = 1_200_000;
/** How long a pod is left in peace before it is deleted: ready, and not ready. */
const PEACE = { ready: 20_000, unready: 60_000 } as const;

/**
 * Decides how long to watch: until the pod is finished; or, when it has come to rest, until it has been deleted (so that
 * one sees how it stops); or long enough to see that it will not come to rest.
 */
export function assumeEnd(
  scenario: Omit<Scenario, 'until'>,
  kubelet: Kubelet,
  { deletes = true, graceSeconds, decide = decideInPlace }: AssumeEndOptions = {},
): AssumedEnd {
  const { timeline } = scenario;
  if (deletes && timeline.length === 0 && isCalm(scenario)) {
    const at = (ready: number) => deleteTime(ready + PEACE.ready);
    const calm = playCalm(scenario, kubelet, { at, graceSeconds });
    if (calm) return { ...deleteAt(calm.deletedAt, scenario, graceSeconds), played: calm.timeline };
  }
  const lastAct = timeline.at(-1)?.at ?? 0;
  const { seen, isQuiet } = watch(scenario, kubelet, { lastAct, decide });
  const changed = lastChange(seen);
  if (seen.endedBy !== 'until') return { timeline, until: Math.max(changed, lastAct, 1), assumptions: [] };
  const isStopping = timeline.some(({ does }) => does === 'delete' || does === 'evict');
  if (isStopping || !isQuiet || !isAtRest(seen, scenario.pod.spec?.restartPolicy ?? 'Always'))
    return { timeline, until: lastAct + RESTLESS, assumptions: [] };
  const rested = Math.max(changed, lastAct);
  if (!deletes) return { timeline, until: rested + PEACE.unready, assumptions: [] };
  const peace = isReady(seen) ? PEACE.ready : PEACE.unready;
  return deleteAt(deleteTime(rested + peace), scenario, graceSeconds);
}

function deleteTime(earliest: number): number {
  return Math.ceil(earliest / 10_000) * 10_000;
}

function deleteAt(at: number, scenario: Omit<Scenario, 'until'>, graceSeconds: number | undefined): AssumedEnd {
  const text = `is deleted after ${spellTime(at)}, to show how it stops`;
  return {
    timeline: [...scenario.timeline, { at, does: 'delete', graceSeconds }],
    until: at + (graceSeconds ?? graceOf(scenario)) * 1000 + RESTLESS,
    assumptions: [{ container: undefined, what: 'end', because: 'assumed', text }],
  };
}

/** Plays on until nothing has happened for longer than any single thing takes, or until patience ends. */
function watch(
  scenario: Omit<Scenario, 'until'>,
  kubelet: Kubelet,
  { lastAct, decide }: { readonly lastAct: number; readonly decide: typeof decideInPlace },
): { readonly seen: Timeline; readonly isQuiet: boolean } {
  const pause = Math.max(longestPause(scenario), graceOf(scenario) * 1000) + 10_000;
  for (let span = 2 * pause; ; span *= 2) {
    const until = lastAct + Math.min(span, Math.max(PATIENCE, 2 * pause));
    const seen = play({ ...scenario, until }, kubelet, { stopWhenTerminal: true, decide });
    const isQuiet = until - Math.max(lastChange(seen), lastAct) > pause;
    if (seen.endedBy !== 'until' || isQuiet || until < lastAct + span) return { seen, isQuiet };
  }
}

function graceOf({ pod }: Pick<Scenario, 'pod'>): number {
  return pod.spec?.terminationGracePeriodSeconds ?? 30;
}

function lastChange({ status, log }: Timeline): number {
  const ended = log.findLast((entry) => entry.what !== 'probe')?.at ?? 0;
  return Math.max(status.at(-1)?.at ?? 0, ended);
}

/** Nothing waits to be started or started again. */
function isAtRest({ status, containers }: Timeline, policy: string): boolean {
  const last = status.at(-1)?.status;
  if (last?.phase !== 'Running') return false;
  return last.containers.every(({ state }, i) => {
    if (state.is !== 'terminated') return state.is === 'running';
    const kind = containers[i]?.kind;
    return (
      kind === 'init' || (kind === 'main' && (policy === 'Never' || (policy === 'OnFailure' && state.exitCode === 0)))
    );
  });
}

function isReady({ status }: Timeline): boolean {
  return status.at(-1)?.status?.conditions.some((condition) => condition.type === 'Ready' && condition.status) ?? false;
}
