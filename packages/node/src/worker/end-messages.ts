import type { PodStatus } from '@outrigger/pod';

/** What containers left as their termination messages. No rule asks for them, so the engine does not know of them. */
export interface EndMessages {
  /** A container has ended; `at` is on the pod's clock. */
  readonly add: (id: string, end: { readonly at: number; readonly message?: string }) => void;
  /** The same status with the messages in their places. */
  readonly into: (status: PodStatus) => PodStatus;
}

type ContainerStatus = PodStatus['containers'][number];
type Terminated = NonNullable<ContainerStatus['last']>;

/** Begins without any. */
export function createEndMessages(): EndMessages {
  /** By container, each with its moment. */
  const told = new Map<string, readonly { readonly at: number; readonly message: string }[]>();
  const said = (name: string, end: Terminated): Terminated => {
    const { finishedAt } = end;
    if (end.message !== '') return end;
    const ends = told.get(name) ?? [];
    const found = ends.find(({ at }) => at === finishedAt) ?? ends.find(({ at }) => Math.abs(at - finishedAt) < NEAR);
    return found ? { ...end, message: found.message } : end;
  };
  return {
    add(id, { at, message = '' }) {
      const name = id.replace(/\/[^/]*$/, '');
      told.set(name, [{ at, message }, ...(told.get(name) ?? [])].slice(0, KEPT));
    },
    into(status) {
      if (told.size === 0) return status;
      const containers = status.containers.map((container): ContainerStatus => {
        const { name, state, last } = container;
        return {
          ...container,
          state: state.is === 'terminated' ? said(name, state) : state,
          last: last && said(name, last),
        };
      });
      return { ...status, containers };
    },
  };
}

/** ms: some kubelets' times are whole seconds. The newest comes first. */
const NEAR = 1000;
/** A status tells of the last end and the one before it. */
const KEPT = 3;
