import type { CriClient } from '../call/cri-client.ts';
import { isNotFound } from '../call/cri-failure.ts';
import { ownerSelector } from '../plan/labels.ts';
import type { Received } from '../wire/shape.ts';
import { CONTAINER, SANDBOX_READY } from '../wire/words.ts';
import { exitHints } from './exit-hints.ts';

/** Sees containers and sandboxes end, of all pods together. */
export interface EndWatch {
  /** Tells the end of a container, once; undefined for one that has vanished. */
  readonly container: (id: string, ended: (status: Received<'ContainerStatus'> | undefined) => void) => void;
  /** Tells the end of a sandbox, once. */
  readonly sandbox: (id: string, lost: () => void) => void;
  /** Looks at one now, and tells its end before it answers. */
  readonly look: (id: string) => Promise<void>;
  /** Nothing will be told of it any more. */
  readonly forget: (id: string) => void;
  readonly close: () => void;
}

/** What a watch needs. */
export interface EndWatchWorld {
  readonly owner: string;
  readonly now: () => number;
  /** Calls back after some ms. */
  readonly after: (ms: number, what: () => void) => () => void;
  /** Looks all the time, as if the runtime had no events. */
  readonly pollOnly?: boolean;
}

/** Starts to watch. */
export function watchEnds(client: CriClient, world: EndWatchWorld): EndWatch {
  const containers = new Map<string, (status: Received<'ContainerStatus'> | undefined) => void>();
  const sandboxes = new Map<string, () => void>();
  let isClosed = false;
  let cancelSweep = () => {};
  /** The next sweep is not soon. */
  let isFarOff = false;
  const looking = new Set<string>();

  const lookAtContainer = async (id: string): Promise<void> => {
    const status = await statusOf(client, id);
    if (status && status.state !== CONTAINER.EXITED) return;
    const ended = containers.get(id);
    containers.delete(id);
    ended?.(status);
  };
  const lookAtSandbox = async (id: string): Promise<void> => {
    if (await isReady(client, id)) return;
    const lost = sandboxes.get(id);
    sandboxes.delete(id);
    lost?.();
  };
  const look = async (id: string): Promise<void> => {
    if (containers.has(id)) await lookAtContainer(id);
    if (sandboxes.has(id)) await lookAtSandbox(id);
  };
  /** The event comes before the runtime has taken it in itself: by some 20 ms on a quiet machine, by 100 on a busy one. */
  const lookUntilEnded = async (id: string): Promise<void> => {
    if (looking.has(id)) return;
    looking.add(id);
    try {
      for (const pause of PAUSES) {
        if (isClosed || (!containers.has(id) && !sandboxes.has(id))) return;
        await look(id).catch(() => {});
        if (containers.has(id) || sandboxes.has(id)) await new Promise<void>((done) => world.after(pause, done));
      }
    } finally {
      looking.delete(id);
    }
  };
  const sweep = async (): Promise<void> => {
    const asked = { containers: [...containers.keys()], sandboxes: [...sandboxes.keys()] };
    const labelSelector = ownerSelector(world.owner);
    if (asked.containers.length > 0) {
      const listed = await client.call('ListContainers', { filter: { labelSelector } });
      const alive = new Set(listed.containers.filter(({ state }) => state !== CONTAINER.EXITED).map(({ id }) => id));
      await Promise.all(asked.containers.filter((id) => !alive.has(id)).map(look));
    }
    if (asked.sandboxes.length > 0) {
      const listed = await client.call('ListPodSandbox', { filter: { labelSelector } });
      const ready = new Set(listed.items.filter(({ state }) => state === SANDBOX_READY).map(({ id }) => id));
      await Promise.all(asked.sandboxes.filter((id) => !ready.has(id)).map(look));
    }
  };
  const sweepAgain = () => {
    sweep()
      // A runtime that is away is asked again.
      .catch(() => {})
      .finally(() => {
        isFarOff = hints?.isReliable() ?? false;
        if (!isClosed) cancelSweep = world.after(isFarOff ? RARELY : OFTEN, sweepAgain);
      });
  };
  const sweepSoon = () => {
    if (isClosed || !isFarOff) return;
    isFarOff = false;
    cancelSweep();
    cancelSweep = world.after(OFTEN, sweepAgain);
  };
  const hints = world.pollOnly
    ? undefined
    : exitHints(client, { ...world, hint: (id) => void lookUntilEnded(id), broken: sweepSoon });
  sweepAgain();

  return {
    container: (id, ended) => void containers.set(id, ended),
    sandbox: (id, lost) => void sandboxes.set(id, lost),
    look,
    forget(id) {
      containers.delete(id);
      sandboxes.delete(id);
    },
    close() {
      isClosed = true;
      cancelSweep();
      hints?.close();
    },
  };
}

/** ms between two looks at everything: where the runtime tells by itself, and where it does not. */
const RARELY = 5_000;
const OFTEN = 150;
/** ms between looks at one that is said to have ended; the sweep does the rest. */
const PAUSES: readonly number[] = [...Array(20).fill(5), ...Array(20).fill(20), ...Array(20).fill(100)];

/** A container's status; undefined where there is none. One that the runtime has lost touch with is ended first. */
export async function statusOf(client: CriClient, id: string): Promise<Received<'ContainerStatus'> | undefined> {
  try {
    const { status } = await client.call('ContainerStatus', { containerId: id });
    if (status?.state !== CONTAINER.UNKNOWN) return status;
    await client.call('StopContainer', { containerId: id, timeout: 0 });
    return (await client.call('ContainerStatus', { containerId: id })).status;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function isReady(client: CriClient, id: string): Promise<boolean> {
  try {
    return (await client.call('PodSandboxStatus', { podSandboxId: id })).status?.state === SANDBOX_READY;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
