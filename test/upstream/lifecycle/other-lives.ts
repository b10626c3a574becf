import type { ContainerStatus, LogEntry, PodEvent, StatusEntry, Timeline } from '@outrigger/pod';
import type { Life } from './moments.ts';

/**
 * Lives that went otherwise than the one that was played. An expectation that all of them meet says nothing.
 *
 * - `nothing`: no container, no status, no Event; `blind`: no status
 * - `backwards`: the same, in the opposite order
 * - `scattered`: no two containers at the same time; `slow`, `fast`: the same, much later or all at once
 * - `everything`: between any two moments everything that can happen to a container or be shown of it
 */
export function otherLives(life: Life): Readonly<Record<string, () => Life>> {
  const { scenario, timeline } = life;
  const { log, status, events, end } = timeline;
  const other = (changed: Partial<Timeline>): Life => ({ scenario, timeline: { ...timeline, ...changed } });
  const retime = (at: (entry: { readonly at: number; readonly container?: string }, place: number) => number): Life =>
    other({
      log: inTime(log.map((e, i) => ({ ...e, at: at(e, i) }))),
      status: inTime(status.map((e, i) => ({ ...e, at: at(e, i) }))),
      events: inTime(events.map((e, i) => ({ ...e, at: at(e, i) }))),
      end: Number.POSITIVE_INFINITY,
    });
  const rank = (name: string | undefined) => timeline.containers.findIndex((c) => c.name === name) + 1;
  return {
    nothing: () => other({ log: [], status: status.slice(0, 1), events: [], end: 0 }),
    blind: () => other({ status: status.slice(0, 1) }),
    backwards: () =>
      other({
        log: log.toReversed().map((e) => ({ ...e, at: end - e.at })),
        status: status.toReversed().map((e) => ({ ...e, at: end - e.at })),
        events: events.toReversed().map((e) => ({ ...e, at: end - e.at })),
      }),
    scattered: () => retime((e) => e.at + rank(e.container) * 10_000_000),
    slow: () => retime((e, place) => e.at * 1000 + place * 1_000_000),
    fast: () => retime((e) => e.at / 1_000_000),
    everything: () =>
      other({
        log: [...everyDeed(timeline, 0), ...log.flatMap((e) => [e, ...everyDeed(timeline, e.at)])],
        status: status.flatMap((e) => [e, ...everySight(timeline, e)]),
        events: [...everyEvent(timeline, 0), ...events.flatMap((e) => [e, ...everyEvent(timeline, e.at)])],
      }),
  };
}

function inTime<T extends { readonly at: number }>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => a.at - b.at);
}

function everyDeed({ containers }: Timeline, at: number): readonly LogEntry[] {
  return containers.flatMap(({ name: container }) => {
    const who = { at, container, attempt: 99 } as const;
    const probes = (['startup', 'readiness', 'liveness'] as const).flatMap((kind) =>
      [true, false].map((ok): LogEntry => ({ ...who, what: 'probe', kind, ok })),
    );
    const hooks = (['postStart', 'preStop'] as const).flatMap((kind): LogEntry[] => [
      { ...who, what: 'hookBegin', kind },
      { ...who, what: 'hookEnd', kind, code: 0 },
    ]);
    return [
      { ...who, what: 'start' },
      ...probes,
      ...hooks,
      { ...who, what: 'term' },
      { ...who, what: 'exit', code: 99 },
      { ...who, what: 'killed' },
    ];
  });
}

function everySight({ containers }: Timeline, { at, deleting, status }: StatusEntry): readonly StatusEntry[] {
  if (!status) return [];
  const states: readonly Pick<ContainerStatus, 'state' | 'ready' | 'started'>[] = [
    { state: { is: 'running', startedAt: at }, ready: true, started: true },
    { state: { is: 'waiting', reason: 'CrashLoopBackOff', message: '' }, ready: false, started: false },
    { state: { ...ENDED, startedAt: at, finishedAt: at }, ready: false, started: false },
  ];
  const phases = ['Running', 'Pending', 'Succeeded', 'Failed', 'Unknown'] as const;
  return phases.map((phase, i) => ({
    at,
    deleting,
    gone: false,
    status: {
      ...status,
      phase: phase as 'Failed',
      conditions: status.conditions.map((c) => ({ ...c, status: i === 4 ? !c.status : i % 2 === 0 })),
      containers: containers.map((c, index) => ({
        ...(status.containers[index] as ContainerStatus),
        ...(states[i % states.length] as (typeof states)[number]),
        name: c.name,
        restarts: 1000,
      })),
    },
  }));
}

const ENDED = { is: 'terminated', reason: 'Otherwise', message: '', exitCode: 99 } as const;

function everyEvent({ containers }: Timeline, at: number): readonly PodEvent[] {
  const says = `failed startup probe, failed liveness probe, definition changed, image "other"`;
  const reasons = ['Pulled', 'Created', 'Started', 'Killing', 'BackOff', 'Unhealthy', 'SandboxChanged'];
  return [undefined, ...containers.map((c) => c.field)].flatMap((field) =>
    [...reasons, 'FailedPreStopHook', 'FailedPostStartHook'].map((reason) => ({
      ...{ at, type: 'Warning' as const, reason, message: says, field, count: 1 },
    })),
  );
}
