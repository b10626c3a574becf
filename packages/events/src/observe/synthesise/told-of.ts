import type { ContainerState, WatchedContainer, WatchedObject } from './watched-object.ts';

/** Of an object no more than what changes are told by: there may be a hundred thousand pods. */
export function seenOf({ kind = '', status = {} }: WatchedObject): WatchedObject {
  const { conditions, containerStatuses, initContainerStatuses } = status;
  return {
    kind,
    status:
      kind === 'Pod'
        ? {
            ...(containerStatuses && { containerStatuses: containerStatuses.map(containerOf) }),
            ...(initContainerStatuses && { initContainerStatuses: initContainerStatuses.map(containerOf) }),
          }
        : {
            conditions: (conditions ?? []).map(({ type = '', status: state = '', reason = '' }) => ({
              type,
              status: state,
              reason,
            })),
          },
  };
}

/** What has to be remembered of an object across restarts, so that nothing is told of it twice and nothing is missed. */
export interface ToldOf {
  readonly object: WatchedObject;
  /** As what the pod was said to be stuck. */
  readonly stuck: string | undefined;
}

/**
 * What to keep of what {@link seenOf} has given. Undefined for most: of what has neither ended nor been restarted nor is in a bad
 * way, nothing was said.
 */
export function toldOf({ kind = '', status = {} }: WatchedObject, stuck: string | undefined): ToldOf | undefined {
  const said = SAID[kind]?.(status);
  if (said === undefined && stuck === undefined) return undefined;
  return { object: { kind, ...(said && { status: said }) }, stuck };
}

/** As the pod was when nothing had been said of it: whoever has watched until a while ago knows that none of it was restarted. */
export function untold({ status = {} }: WatchedObject): WatchedObject {
  const begun = (list: Status['containerStatuses']) => list?.map(({ name = '' }) => ({ name, restartCount: 0 })) ?? [];
  return {
    status: {
      containerStatuses: begun(status.containerStatuses),
      initContainerStatuses: begun(status.initContainerStatuses),
    },
  };
}

type Status = NonNullable<WatchedObject['status']>;

const SAID: Readonly<Record<string, (status: Status) => Status | undefined>> = {
  Pod({ containerStatuses = [], initContainerStatuses = [] }) {
    const main = containerStatuses.filter(hasHistory);
    const init = initContainerStatuses.filter(hasHistory);
    if (main.length + init.length === 0) return undefined;
    return { containerStatuses: main, initContainerStatuses: init };
  },
  Node({ conditions = [] }) {
    const bad = conditions.filter(({ type, status }) => status !== (type === 'Ready' ? 'True' : 'False'));
    return bad.length === 0 ? undefined : { conditions: bad };
  },
  Deployment({ conditions = [] }) {
    const exceeded = conditions.filter(({ reason }) => reason === 'ProgressDeadlineExceeded');
    return exceeded.length === 0 ? undefined : { conditions: exceeded };
  },
};

function hasHistory({ restartCount = 0, state, lastState }: WatchedContainer): boolean {
  return restartCount > 0 || state !== undefined || lastState !== undefined;
}

function containerOf({ name = '', restartCount = 0, state, lastState }: WatchedContainer): WatchedContainer {
  return {
    name,
    restartCount,
    ...(state?.terminated && { state: endOf(state) }),
    ...(lastState?.terminated && { lastState: endOf(lastState) }),
  };
}

function endOf({ terminated: { finishedAt, containerID } = {} }: ContainerState): ContainerState {
  return { terminated: { ...(finishedAt && { finishedAt }), ...(containerID !== undefined && { containerID }) } };
}
