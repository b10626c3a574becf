import type { Client } from '../client/client.ts';
import { type Clock, machineClock } from '../client/clock.ts';
import type { ApiObject } from '../local/object/api-object.ts';
import { allControllers, type ControllerSettings } from './all-controllers.ts';
import type { Change, Controller, Key } from './controller.ts';
import type { Kind } from './kinds.ts';
import { carryOut } from './loop/carry-out.ts';
import { createKnowledge } from './loop/knowledge.ts';
import { createRecorder } from './loop/recorder.ts';
import { createWorkQueue, type WorkQueue } from './loop/work-queue.ts';
import { isFailure } from './plan.ts';

/** How controllers run. */
export interface ControllersOptions extends ControllerSettings {
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Only these, by the names that upstream's `--controllers` takes; all when it is left out. */
  readonly only?: readonly string[];
  /** Further ones, such as a scheduler (scheduler/scheduler.ts). */
  readonly also?: readonly Controller[];
  /** Hears of bugs; a controller goes on after one. Without it a bug is nobody's and ends the process. */
  readonly complain?: (error: unknown) => void;
}

/**
 * Starts the controllers of kube-controller-manager for a cluster, local or not. Resolves when they know all that there is and
 * have begun; they end with the signal.
 */
export async function startControllers(client: Client, options: ControllersOptions): Promise<void> {
  const { signal, clock = machineClock, random = Math.random, only, also = [], complain = throwIt } = options;
  const chosen = allControllers(options).filter(({ name }) => only === undefined || only.includes(name));
  const controllers = [...chosen, ...also];
  const running: { readonly controller: Controller; readonly queue: WorkQueue }[] = [];

  function wakeAll(kind: Kind<unknown>, change: Change<ApiObject>): void {
    const view = knowledge.view();
    for (const { controller, queue } of running) {
      for (const watched of knowledge.watchesOf(controller, kind)) {
        for (const wake of watched.wake(change, view)) queue.add(wake);
      }
    }
  }

  const knowledge = createKnowledge({ client, clock, random, signal, complain, controllers, hear: wakeAll });
  await knowledge.complete;

  for (const controller of controllers) {
    const say = createRecorder({ client, now: clock.now, random, component: controller.component ?? controller.name });
    const work = async (key: Key): Promise<boolean> => {
      const lookAgain = (afterMs: number): void => queue.add({ ...key, afterMs });
      try {
        const hand = { client, cacheOf: knowledge.cacheOf, say, lookAgain };
        await carryOut(hand, controller.reconcile(knowledge.view(), key));
        return true;
      } catch (error) {
        if (!isFailure(error) && !signal.aborted) complain(error);
        return false;
      }
    };
    const { backOff } = controller;
    const queue = createWorkQueue({ work, clock, random, signal, ...(backOff && { backOff }) });
    running.push({ controller, queue });
  }
  for (const { kind, object } of knowledge.all()) wakeAll(kind, { before: undefined, after: object });
}

function throwIt(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
