import type { Said } from './synthesised.ts';
import { timeOf } from './synthesised.ts';
import type { ContainerState, WatchedContainer, WatchedObject } from './watched-object.ts';

/** Containers of a pod that have ended badly or begun anew since it was as before. */
export function containerEnds(pod: WatchedObject, before: WatchedObject | undefined, at: number): readonly Said[] {
  return (['containerStatuses', 'initContainerStatuses'] as const).flatMap((list) => {
    const field = list === 'containerStatuses' ? 'spec.containers' : 'spec.initContainers';
    const was = new Map(before?.status?.[list]?.map((container) => [container.name, container]));
    // Of a pod that was known before, a container that it said nothing of had not been restarted.
    const untold = before && { restartCount: 0 };
    return (pod.status?.[list] ?? []).flatMap((now) =>
      changesOf(now, was.get(now.name) ?? untold, { fieldPath: `${field}{${now.name}}`, at }),
    );
  });
}

function changesOf(
  now: WatchedContainer,
  before: WatchedContainer | undefined,
  { fieldPath, at: seenAt }: { readonly fieldPath: string; readonly at: number },
): readonly Said[] {
  const restarts = now.restartCount ?? 0;
  // How often a pod that is seen first had been restarted before is not news.
  const restartsBefore = before?.restartCount ?? restarts;
  const told = [endKey(before?.state, restartsBefore), endKey(before?.lastState, restartsBefore - 1)];
  // The end of this start, and that of the start before.
  const ends = [
    { state: now.lastState, start: restarts - 1 },
    { state: now.state, start: restarts },
  ].flatMap(({ state, start }) => {
    const key = endKey(state, start);
    // After a start of our own: an end that was missed is told, with the id that it would have had.
    const endedAt = timeOf(state?.terminated?.finishedAt) ?? 0;
    const isPast = before === undefined && state === now.lastState && endedAt < seenAt - RECENT_MS;
    return key === undefined || isPast || told.includes(key) ? [] : badEnd(state, { now, key, fieldPath });
  });
  if (restarts <= restartsBefore) return ends;
  const count = restarts - restartsBefore;
  const message = `Container ${now.name} was restarted, ${restarts} ${restarts === 1 ? 'time' : 'times'} in all`;
  const at = timeOf(now.state?.running?.startedAt) ?? timeOf(now.lastState?.terminated?.finishedAt);
  const key = `${fieldPath}/${restarts}`;
  return [...ends, { at, type: 'Warning', reason: 'ContainerRestarted', message, fieldPath, key, count }];
}

const RECENT_MS = 3_600_000;

function badEnd(
  state: ContainerState | undefined,
  { now, key, fieldPath }: { readonly now: WatchedContainer; readonly key: string; readonly fieldPath: string },
): readonly Said[] {
  const { reason = '', exitCode = 0, finishedAt } = state?.terminated ?? {};
  const isOutOfMemory = reason === 'OOMKilled';
  if (exitCode === 0 && !isOutOfMemory) return [];
  const message = isOutOfMemory
    ? `Container ${now.name} was killed: it had used up its memory`
    : `Container ${now.name} ended with exit code ${exitCode}${reason === '' ? '' : ` (${reason})`}`;
  const what = isOutOfMemory ? 'ContainerOOMKilled' : 'ContainerExited';
  return [{ at: timeOf(finishedAt), type: 'Warning', reason: what, message, fieldPath, key: `${fieldPath}/${key}` }];
}

/** The same for an end while it is the state and after it has become the last one. */
function endKey(state: ContainerState | undefined, start: number): string | undefined {
  if (state?.terminated === undefined) return undefined;
  return state.terminated.containerID ?? `${state.terminated.finishedAt ?? ''}/${start}`;
}
