import type { Timeline } from '@outrigger/pod';

// What rules ask about a life that was played. Times are ms since the pod was created.

/** When a container started for the first time; undefined when it never did. */
export function firstStart({ log }: Timeline, container: string): number | undefined {
  return log.find((entry) => entry.what === 'start' && entry.container === container)?.at;
}

/** When a container was gone for the last time; undefined when it never started, or still ran in the end. */
export function lastEnd({ log }: Timeline, container: string): number | undefined {
  const last = log.findLast(({ what, container: name }) => name === container && isTurn(what));
  return last?.what === 'start' ? undefined : last?.at;
}

/** Does the pod end by itself, with Succeeded or Failed? */
export function finishes({ status }: Timeline): boolean {
  const phase = status.findLast((entry) => entry.status)?.status?.phase;
  return phase === 'Succeeded' || phase === 'Failed';
}

/** When the stop of the pod began: it was deleted, evicted, or had finished; undefined when it was not stopped. */
export function stopBegan({ status }: Timeline): number | undefined {
  return status.find(({ deleting }) => deleting)?.at;
}

/** For how long, in ms, one container still ran at the end of the pod's life when another was gone already. */
export function outlives(timeline: Timeline, longer: string, shorter: string): number {
  const end = lastEnd(timeline, longer);
  const before = lastEnd(timeline, shorter);
  return end === undefined || before === undefined ? 0 : Math.max(0, end - before);
}

/** The containers that were killed because their time was up. */
export function killed({ log }: Timeline): readonly string[] {
  return [...new Set(log.filter(({ what }) => what === 'killed').map(({ container }) => container))];
}

/** When a container's preStop hook began for the last time; undefined when it has not. */
export function preStopBegan({ log }: Timeline, container: string): number | undefined {
  return log.findLast(
    (entry) => entry.what === 'hookBegin' && entry.kind === 'preStop' && entry.container === container,
  )?.at;
}

/** When a container was ready for the first time, as the API server showed it. */
export function firstReady({ status, containers }: Timeline, container: string): number | undefined {
  const index = containers.find(({ name }) => name === container)?.index;
  return index === undefined ? undefined : status.find((entry) => entry.status?.containers[index]?.ready === true)?.at;
}

function isTurn(what: Timeline['log'][number]['what']): boolean {
  return what === 'start' || what === 'exit' || what === 'killed';
}
