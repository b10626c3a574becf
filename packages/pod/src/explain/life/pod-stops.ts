import type { Attempt } from './attempt.ts';
import type { PodLife } from './life.ts';
import { stopOf } from './stop.ts';

/** One time at which the whole pod was stopped. */
export interface PodStop {
  readonly at: number;
  readonly why: PodStopReason;
  /** The grace period in ms, where it is known. */
  readonly grace: number | undefined;
  readonly stopped: readonly Stopped[];
}

/** Why a whole pod is stopped: asked from outside, ended by the kubelet, over by itself, or to start anew. */
type PodStopReason = 'deleted' | 'evicted' | 'deadline' | 'finished' | 'initFailed' | 'sandbox';

/** One container that ran when the stop began. */
export interface Stopped {
  readonly attempt: Attempt;
  readonly term: number | undefined;
  /** Its preStop hook, if it ran: `to` undefined = cut short. */
  readonly preStop: { readonly to: number | undefined; readonly ok: boolean } | undefined;
}

/** Every stop of the whole pod, by time; also one that found nothing to stop. */
export function podStops(life: PodLife): readonly PodStop[] {
  const byTime = new Map<number, Stopped[]>();
  for (const container of life.containers) {
    for (const attempt of container.attempts) {
      const stop = stopOf(life, container, attempt);
      if (stop?.why !== 'pod') continue;
      const at = [...byTime.keys()].find((known) => Math.abs(known - stop.at) < SAME_STOP) ?? stop.at;
      const stopped = byTime.get(at) ?? [];
      stopped.push({ attempt, term: attempt.term, preStop: preStopOf(attempt, stop.at) });
      byTime.set(at, stopped);
    }
  }
  const { deletedAt } = life;
  if (deletedAt !== undefined && ![...byTime.keys()].some((at) => at >= deletedAt - SAME_STOP))
    byTime.set(deletedAt, []);
  return [...byTime.entries()]
    .sort(([a], [b]) => a - b)
    .map(([at, stopped]) => {
      const why = reasonOf(life, at);
      return { at, why, grace: graceOf(life, at, why), stopped };
    });
}

/** Two stops do not follow each other so fast, in ms. */
const SAME_STOP = 500;

function preStopOf({ hooks, container, term, end }: Attempt, at: number): Stopped['preStop'] {
  const run = hooks.find((hook) => hook.kind === 'preStop');
  if (run) return { to: run.to, ok: run.ok };
  const sleep = container.hooks.preStop?.sleepSeconds;
  if (sleep === undefined) return undefined;
  const to = at + sleep * 1000;
  return { to: to <= (term ?? end?.at ?? to) + SAME_STOP ? to : undefined, ok: true };
}

function reasonOf({ timeline, deletedAt, containers, sandboxChanges }: PodLife, at: number): PodStopReason {
  if (deletedAt !== undefined && deletedAt <= at + SAME_STOP) return 'deleted';
  const near = (time: number) => Math.abs(time - at) < 2000;
  if (sandboxChanges.some(near)) return 'sandbox';
  if (timeline.events.some((e) => e.reason === 'DeadlineExceeded' && e.at <= at + 2000)) return 'deadline';
  if (timeline.status.some(({ status }) => status?.reason === 'Evicted')) return 'evicted';
  const inits = containers.filter(({ container }) => container.kind === 'init');
  const failed = inits.some(({ attempts }) => {
    const last = attempts.findLast((attempt) => attempt.start <= at);
    return last?.end !== undefined && last.end.at <= at && last.end.code !== 0;
  });
  return failed ? 'initFailed' : 'finished';
}

function graceOf({ scenario, pod }: PodLife, at: number, why: PodStopReason): number | undefined {
  if (!pod) return undefined;
  const asked = scenario?.timeline.findLast(
    (done) =>
      done.at <= at + SAME_STOP &&
      ((why === 'deleted' && done.does === 'delete') || (why === 'evicted' && done.does === 'evict')),
  );
  const seconds = asked && 'graceSeconds' in asked ? asked.graceSeconds : undefined;
  return (seconds ?? pod.graceSeconds) * 1000;
}
