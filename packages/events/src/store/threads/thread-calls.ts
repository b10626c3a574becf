import type { TransferListItem, Worker } from 'node:worker_threads';
import { type PassedError, takeError } from './pass-error.ts';

/** A call on its way to a thread. */
export interface Call {
  readonly call: number;
  readonly what: string;
  readonly given: unknown;
}

/** What comes back. */
export type Answer =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: PassedError };

/** What a call hands over, and what of it moves in place of being copied. */
export interface Given {
  readonly value: unknown;
  readonly moves?: readonly TransferListItem[];
}

/** Calls into a thread that is started when it is needed, and anew when it has died. */
export interface ThreadCalls {
  /** Answered in the order of the calls. `give` is asked when it is its turn. */
  readonly call: (what: string, give: () => Given) => Promise<unknown>;
  /** Ends the thread; what is under way is given up with a {@link StoreThreadEnded}. Nothing may be called any more. */
  readonly stop: () => Promise<void>;
  /** The same when all calls are answered, by a last one in which the thread closes what it has open. */
  readonly end: () => Promise<void>;
}

/** A thread of the store has ended before it had answered. What was to be written is in the store, or not at all: it may be tried again. */
export class StoreThreadEnded extends Error {
  override readonly name = 'StoreThreadEnded';
  readonly code = 'store-thread-ended';
}

/** No more calls than this are on their way at once: the others wait here, where they are only references. */
const MOST = 4;

/** Starts nothing yet. A thread that nobody waits for lets the process end. */
export function threadCalls(start: () => Worker): ThreadCalls {
  const waiting: { readonly what: string; readonly give: () => Given; readonly answered: Answered }[] = [];
  const going = new Map<number, Answered>();
  let worker: Worker | undefined;
  let next = 1;
  let isOver = false;

  const begin = (): Worker => {
    const begun = start();
    let cause: unknown;
    begun.on('message', (answer: Answer) => {
      const answered = going.get(answer.call);
      going.delete(answer.call);
      if ('error' in answer) answered?.reject(takeError(answer.error));
      else answered?.resolve(answer.value);
      send();
    });
    begun.on('error', (error) => {
      cause = error;
    });
    begun.on('exit', (code) => {
      if (worker !== begun) return;
      worker = undefined;
      const why = cause instanceof Error ? cause.message : `exit code ${code}`;
      giveUp(new StoreThreadEnded(`a thread of the store has ended: ${why}`, { cause }));
    });
    return begun;
  };
  /** Also of those that wait: what comes after one that has to be tried again comes after it again. */
  const giveUp = (error: StoreThreadEnded): void => {
    const all = [...going.values(), ...waiting.map(({ answered }) => answered)];
    going.clear();
    waiting.length = 0;
    for (const { reject } of all) reject(error);
  };
  const send = (): void => {
    while (going.size < MOST) {
      const first = waiting.shift();
      if (first === undefined) break;
      const { what, give, answered } = first;
      try {
        const { value, moves = [] } = give();
        worker ??= begin();
        const call: Call = { call: next++, what, given: value };
        worker.postMessage(call, moves);
        going.set(call.call, answered);
      } catch (error) {
        // No thread can be started, or that cannot be handed to one: whose call it is hears of it, and nobody else.
        answered.reject(error);
      }
    }
    if (going.size > 0) worker?.ref();
    else worker?.unref();
  };

  const call: ThreadCalls['call'] = (what, give) => {
    const { promise, ...answered } = Promise.withResolvers<unknown>();
    if (isOver) answered.reject(new StoreThreadEnded('the store was closed'));
    else waiting.push({ what, give, answered });
    send();
    return promise;
  };
  return {
    call,
    async stop() {
      isOver = true;
      const stopped = worker;
      worker = undefined;
      giveUp(new StoreThreadEnded('the store was closed'));
      await stopped?.terminate();
    },
    async end() {
      const ending = worker;
      const last = ending === undefined ? undefined : call('end', () => ({ value: [] }));
      isOver = true;
      if (ending === undefined) return;
      const over = new Promise((gone) => ending.once('exit', gone));
      // One that has died meanwhile has closed everything.
      await last?.catch(() => {});
      ending.ref();
      await over;
    },
  };
}

type Answered = Pick<PromiseWithResolvers<unknown>, 'resolve' | 'reject'>;
