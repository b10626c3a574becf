import { kubeletOf } from '../../kubelet/profile.ts';
import type { PodEvent } from '../../lifecycle/actions.ts';
import type { ContainerStatus } from '../../lifecycle/status/container-statuses.ts';
import { type Container, type Pod, readPod } from '../../model/pod.ts';
import type { Scenario } from '../../simulate/scenario.ts';
import type { Timeline } from '../../simulate/timeline.ts';
import { type Attempt, attemptsOf } from './attempt.ts';
import { countUntil } from './by-time.ts';

/** A timeline read once, in the order in which people ask about it. */
export interface PodLife {
  readonly timeline: Timeline;
  /** What was done from outside; without it crashes and restarts of the kubelet are seen by their effects only. */
  readonly scenario: Scenario | undefined;
  /** What was written: policies and grace; known only with the scenario. */
  readonly pod: Pod | undefined;
  readonly containers: readonly ContainerLife[];
  /** When somebody asked for the pod to be deleted. */
  readonly deletedAt: number | undefined;
  /** When the kubelet found the sandbox dead. */
  readonly sandboxChanges: readonly number[];
  /** When the pod had left the API server. */
  readonly goneAt: number | undefined;
}

/** One container from the pod's creation to the end of the play. */
export interface ContainerLife {
  readonly container: Container;
  readonly attempts: readonly Attempt[];
  /** What the API server showed of it, by time; the first entry may come after 0. */
  readonly shown: readonly Shown[];
  /** Its Killing Events, by time. */
  readonly killings: readonly PodEvent[];
  /** Its BackOff Events about restarts, by time. */
  readonly backOffs: readonly PodEvent[];
}

/** A container's status from this moment on. */
interface Shown {
  readonly at: number;
  readonly status: ContainerStatus;
}

/** Reads a timeline into lives. */
export function lifeOf(timeline: Timeline, scenario?: Scenario): PodLife {
  const { containers, log, status } = timeline;
  const attempts = attemptsOf(containers, log);
  const killings = eventsByField(timeline, 'Killing');
  const backOffs = eventsByField(timeline, 'BackOff');
  return {
    timeline,
    scenario,
    pod: scenario && podOf(timeline, scenario),
    containers: containers.map((container, i) => ({
      container,
      attempts: attempts[i] ?? [],
      shown: shownOf(timeline, i),
      killings: killings.get(container.field) ?? [],
      backOffs: (backOffs.get(container.field) ?? []).filter(isRestart),
    })),
    deletedAt: status.find((entry) => entry.deleting)?.at,
    sandboxChanges: timeline.events.filter((e) => e.reason === 'SandboxChanged').map((e) => e.at),
    goneAt: status.find((entry) => entry.gone)?.at,
  };
}

/** What the API server showed of a container at a moment. */
export function shownAt({ shown }: ContainerLife, at: number): ContainerStatus | undefined {
  return shown[countUntil(shown, at) - 1]?.status;
}

/** The pod as this kubelet read it: what the timeline tells of its containers goes first. */
function podOf({ containers, kubelet }: Timeline, scenario: Scenario): Pod | undefined {
  const profile = kubeletOf(kubelet);
  if (!profile) return undefined;
  return {
    ...readPod(scenario.pod, profile),
    containers,
    inits: containers.filter((c) => c.kind === 'init' || c.kind === 'sidecar'),
    mains: containers.filter((c) => c.kind === 'main'),
    hasSidecars: containers.some((c) => c.kind === 'sidecar'),
  };
}

function shownOf(timeline: Timeline, index: number): readonly Shown[] {
  const shown: Shown[] = [];
  let before: ContainerStatus | undefined;
  for (const { at, status, gone } of timeline.status) {
    const now = status?.containers[index];
    if (gone || !now || now === before || (before && isSame(before, now))) continue;
    shown.push({ at, status: now });
    before = now;
  }
  return shown;
}

function isSame(a: ContainerStatus, b: ContainerStatus): boolean {
  if (a.id !== b.id || a.ready !== b.ready || a.started !== b.started || a.restarts !== b.restarts) return false;
  if (a.state === b.state) return true;
  if (a.state.is === 'waiting' && b.state.is === 'waiting')
    return a.state.reason === b.state.reason && a.state.message === b.state.message;
  return a.state.is === b.state.is && a.state.is === 'running';
}

function eventsByField(timeline: Timeline, reason: string): ReadonlyMap<string, readonly PodEvent[]> {
  const byField = new Map<string, PodEvent[]>();
  for (const event of timeline.events) {
    if (event.reason !== reason || event.field === undefined) continue;
    const events = byField.get(event.field);
    if (events) events.push(event);
    else byField.set(event.field, [event]);
  }
  return byField;
}

/** The kubelet says BackOff of image pulls, too. */
function isRestart(event: PodEvent): boolean {
  return event.message.includes('restarting failed container');
}
