import type { ContainerStatus, PodStatus } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';

/** What a status needs beside what the engine knows of it. */
export interface StatusSurroundings {
  readonly pod: IPod;
  /** ms since 1970 of a time on the pod's clock. */
  readonly wallAt: (time: number) => number;
  /** ms since 1970, now. */
  readonly nowMs: number;
  /** Undefined before there was a sandbox. */
  readonly podIp: string | undefined;
  readonly hostIp: string;
  readonly containerId: (id: string) => string;
}

/** A condition as it was written before; its transition time holds while its status does. */
interface WrittenCondition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime?: string;
  readonly [field: string]: unknown;
}

/**
 * A pod's status as a kubelet writes it (kubernetes pkg/kubelet/kubelet_pods.go generateAPIPodStatus and
 * pkg/kubelet/status/status_manager.go@1.36). Conditions of others are kept.
 */
export function apiStatus(status: PodStatus, surroundings: StatusSurroundings): NonNullable<IPod['status']> {
  const { pod, wallAt, podIp, hostIp } = surroundings;
  const spec = pod.spec;
  const inits = spec?.initContainers ?? [];
  const mains = spec?.containers ?? [];
  const entry = (each: ContainerStatus) => apiContainer(each, surroundings);
  const hosted = status.startTime !== undefined;
  const ephemeral = status.containers.slice(inits.length + mains.length);
  return {
    observedGeneration: pod.metadata?.generation,
    phase: status.phase,
    ...(status.reason && { reason: status.reason }),
    ...(status.message && { message: status.message }),
    conditions: apiConditions(status, surroundings),
    ...(hosted && { hostIP: hostIp, hostIPs: [{ ip: hostIp }], startTime: timeText(wallAt(status.startTime ?? 0)) }),
    ...(podIp !== undefined && { podIP: podIp, podIPs: [{ ip: podIp }] }),
    ...(inits.length > 0 && { initContainerStatuses: status.containers.slice(0, inits.length).map(entry) }),
    containerStatuses: status.containers.slice(inits.length, inits.length + mains.length).map(entry),
    ...(ephemeral.length > 0 && { ephemeralContainerStatuses: ephemeral.map(entry) }),
    qosClass: pod.status?.qosClass,
  } as unknown as NonNullable<IPod['status']>;
}

function apiConditions(status: PodStatus, { pod, nowMs }: StatusSurroundings): readonly WrittenCondition[] {
  const before = (pod.status?.conditions ?? []) as unknown as readonly WrittenCondition[];
  const now = timeText(nowMs);
  const own = status.conditions.map(({ type, status: is, reason, message }) => {
    const word = is ? 'True' : 'False';
    const old = before.find((each) => each.type === type);
    return {
      type,
      status: word,
      ...(pod.metadata?.generation !== undefined && { observedGeneration: pod.metadata.generation }),
      lastProbeTime: null,
      lastTransitionTime: old?.status === word ? (old.lastTransitionTime ?? now) : now,
      ...(reason && { reason }),
      ...(message && { message }),
    };
  });
  const others = before.filter(({ type }) => !own.some((each) => each.type === type));
  return [...own, ...others];
}

function apiContainer(each: ContainerStatus, { pod, wallAt, containerId }: StatusSurroundings): object {
  const written = [
    ...(pod.spec?.initContainers ?? []),
    ...(pod.spec?.containers ?? []),
    ...((pod.spec?.ephemeralContainers ?? []) as { name: string; image?: string }[]),
  ].find(({ name }) => name === each.name);
  const terminated = (end: Extract<ContainerStatus['state'], { is: 'terminated' }>, id: string) => ({
    terminated: {
      exitCode: end.exitCode,
      reason: end.reason,
      ...(end.message && { message: end.message }),
      startedAt: startText(end.startedAt, end.finishedAt),
      finishedAt: end.finishedAt > 0 ? timeText(wallAt(end.finishedAt)) : null,
      ...(id !== '' && { containerID: containerId(id) }),
    },
  });
  /** A runtime says 0 of a start that never came about; of a container that is not found nobody says anything. */
  const startText = (started: number, finished: number) => {
    if (started > 0) return timeText(wallAt(started));
    return finished > 0 ? timeText(0) : null;
  };
  const { state } = each;
  return {
    name: each.name,
    state:
      state.is === 'waiting'
        ? { waiting: { ...(state.message && { message: state.message }), reason: state.reason } }
        : state.is === 'running'
          ? { running: { startedAt: timeText(wallAt(state.startedAt)) } }
          : terminated(state, each.id),
    lastState: each.last === undefined ? {} : terminated(each.last, ''),
    ready: each.ready,
    restartCount: each.restarts,
    image: written?.image ?? '',
    imageID: each.id === '' ? '' : (written?.image ?? ''),
    ...(each.id !== '' && { containerID: containerId(each.id) }),
    ...(each.started !== undefined && { started: each.started }),
  };
}

/** RFC 3339 in whole seconds, as meta/v1 Time. */
function timeText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
