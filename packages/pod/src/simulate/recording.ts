import type { ContainerState, Terminated } from '../lifecycle/status/container-statuses.ts';
import type { LogEntry, StatusEntry, Timeline } from './timeline.ts';

/** A played life in the shape of the golden recordings (shared/golden/README.md): seconds, and only what a node can see. */
export function toRecording(timeline: Timeline): object {
  return {
    scenario: timeline.scenario,
    kubelet: `v${timeline.kubelet}`,
    observedFor: seconds(timeline.end),
    log: timeline.log.flatMap(toLogLine),
    status: timeline.status.map((entry) => toStatus(entry, timeline)),
    events: timeline.events.map(({ at, type, reason, field, message, count }) => ({
      at: seconds(at),
      type,
      reason,
      ...(field === undefined ? {} : { field }),
      message,
      count,
      component: 'kubelet',
    })),
  };
}

function seconds(ms: number): number {
  return Math.round(ms / 10) / 100;
}

function toLogLine(entry: LogEntry): readonly object[] {
  // A killed process cannot write a line.
  if (entry.what === 'killed') return [];
  const { at, container, attempt } = entry;
  return [{ at: seconds(at), container, attempt, what: wordsOf(entry) }];
}

function wordsOf(entry: LogEntry): string {
  switch (entry.what) {
    case 'exit':
      return `exit ${entry.code}`;
    case 'probe':
      return `probe ${entry.kind} ${entry.ok ? 'ok' : 'fail'}`;
    case 'hookBegin':
      return `hook ${entry.kind} begin`;
    case 'hookEnd':
      return `hook ${entry.kind} end ${entry.code}`;
    default:
      return entry.what;
  }
}

function toStatus({ at, gone, deleting, status }: StatusEntry, timeline: Timeline): object {
  if (gone) return { at: seconds(at), gone: true };
  const containers = status?.containers.filter((_, i) => timeline.containers[i]?.kind !== 'ephemeral') ?? [];
  return {
    at: seconds(at),
    phase: status?.phase ?? 'Pending',
    ...(status?.reason ? { reason: status.reason } : {}),
    ...(deleting ? { deleting: true } : {}),
    conditions: Object.fromEntries((status?.conditions ?? []).map((c) => [c.type, c.status ? 'True' : 'False'])),
    containers: Object.fromEntries(
      containers.map((c) => [
        c.name,
        {
          state: toState(c.state),
          last: c.last ? toState(c.last) : null,
          ready: c.ready,
          started: c.started ?? false,
          restarts: c.restarts,
        },
      ]),
    ),
  };
}

function toState(state: ContainerState | Terminated): object {
  switch (state.is) {
    case 'running':
      return { running: {} };
    case 'waiting':
      return { waiting: state.reason };
    case 'terminated':
      return { terminated: state.reason, exitCode: state.exitCode };
  }
}
