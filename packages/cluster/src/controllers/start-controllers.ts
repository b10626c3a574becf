import type { Client } from '../client/client.ts';
import { type Clock, machineClock } from '../client/clock.ts';
import type { ApiObject } from '../local/object/api-object.ts';
import { allControllers } from './all-controllers.ts';
import type { Change, Controller, Key, View } from './controller.ts';
import type { Kind } from './kinds.ts';
import { carryOut } from './loop/carry-out.ts';
import { follow } from './loop/follow.ts';
import { createObjectCache, type ObjectCache } from './loop/object-cache.ts';
import { createRecorder } from './loop/recorder.ts';
import { createWorkQueue, type WorkQueue } from './loop/work-queue.ts';
import { isFailure } from './plan.ts';

/** How controllers run. */
export interface ControllersOptions {
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Only these, by the names that upstream's `--controllers` takes; all when it is left out. */
  readonly only?: readonly string[];
  /** Further ones, such as a scheduler. */
  readonly also?: readonly Controller[];
  /** Hears of bugs; a controller goes on after one. */
  readonly complain?: (error: unknown) => void;
}

/**
 * Starts the controllers of kube-controller-manager for a cluster, local or not. Resolves when they know all that there is and
 * have begun; they end with the signal.
 */
export async function startControllers(client: Client, options: ControllersOptions): Promise<void> {
  const { signal, clock = machineClock, random = Math.random, only, also = [], complain = reportLater } = options;
  const chosen = allControllers.filter(({ name }) => only === undefined || only.includes(name));
  const controllers = [...chosen, ...also];
  const running = controllers.map((controller) => ({ controller, queue: undefined as WorkQueue | undefined }));
  const caches = new Map<string, ObjectCache>();
  const cacheOf = (kind: Kind<unknown>): ObjectCache | undefined => caches.get(idOf(kind));

  function view(): View {
    const known = (kind: Kind<unknown>): ObjectCache => {
      const cache = cacheOf(kind);
      if (cache === undefined) throw new Error(`nobody watches ${kind.plural}`);
      return cache;
    };
    return {
      now: clock.now(),
      random,
      get: <T>(kind: Kind<T>, namespace: string, name: string) => known(kind).get(namespace, name) as T | undefined,
      list: <T>(kind: Kind<T>, namespace?: string) => known(kind).list(namespace) as readonly T[],
      controlledBy: <T>(kind: Kind<T>, uid: string) => known(kind).controlledBy(uid) as readonly T[],
    };
  }

  function wakeAll(kind: Kind<unknown>, change: Change<ApiObject>): void {
    for (const { controller, queue } of running) {
      if (queue === undefined) continue;
      for (const watched of controller.watches) {
        if (idOf(watched.kind) === idOf(kind)) for (const wake of watched.wake(change, view())) queue.add(wake);
      }
    }
  }

  const kinds = new Map(controllers.flatMap(({ watches }) => watches.map(({ kind }) => [idOf(kind), kind] as const)));
  for (const [id, kind] of kinds) {
    caches.set(
      id,
      createObjectCache((change) => wakeAll(kind, change)),
    );
  }
  await Promise.all(
    [...kinds].map(([id, resource]) =>
      follow(caches.get(id) as ObjectCache, { client, resource, clock, random, signal, onBug: complain }),
    ),
  );

  for (const each of running) {
    const { controller } = each;
    const say = createRecorder({ client, now: clock.now, component: componentOf(controller) });
    const work = async (key: Key): Promise<boolean> => {
      const lookAgain = (afterMs: number): void => queue.add({ ...key, afterMs });
      try {
        await carryOut({ client, cacheOf, say, lookAgain }, controller.reconcile(view(), key));
        return true;
      } catch (error) {
        if (!isFailure(error) && !signal.aborted) complain(error);
        return false;
      }
    };
    const { backOff } = controller;
    const queue = createWorkQueue({ work, clock, random, signal, ...(backOff && { backOff }) });
    each.queue = queue;
  }
  for (const { controller, queue } of running) {
    for (const { kind, wake } of controller.watches) {
      for (const after of cacheOf(kind)?.list() ?? []) {
        for (const key of wake({ before: undefined, after }, view())) queue?.add(key);
      }
    }
    for (const key of controller.atStart?.(view()) ?? []) queue?.add(key);
  }
}

function idOf({ group, plural }: Kind<unknown>): string {
  return `${plural}.${group}`;
}

function componentOf({ name, component = name }: Controller): string {
  return component;
}

function reportLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
