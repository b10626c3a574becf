import { type Clock, machineClock } from '../../client/clock.ts';
import type { Key, Wake } from '../controller.ts';

/**
 * Objects that wait to be looked at: each once however often it was asked for, never two looks at one object at the same time,
 * failures later and later (client-go util/workqueue@1.36).
 */
export interface WorkQueue {
  readonly add: (wake: Wake) => void;
  /** After a failure. */
  readonly addPatiently: (key: Key) => void;
}

/** How a queue works. */
export interface QueueOptions {
  /** Looks at one object; gives whether it went well. */
  readonly work: (key: Key) => Promise<boolean>;
  /** So many objects at the same time. */
  readonly workers?: number;
  readonly backOff?: { readonly baseMs: number; readonly capMs: number };
  readonly clock?: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** Makes a queue that works until its signal. */
export function createWorkQueue(options: QueueOptions): WorkQueue {
  const { work, workers = 5, backOff = DEFAULT_BACK_OFF, clock = machineClock, random, signal } = options;
  const ready = new Map<string, Key>();
  const busy = new Set<string>();
  const failures = new Map<string, number>();
  const later = new Map<string, { at: number; cancel: AbortController }>();

  function pump(): void {
    for (const [id, key] of ready) {
      if (busy.size >= workers || signal.aborted) return;
      if (busy.has(id)) continue;
      ready.delete(id);
      busy.add(id);
      void run(id, key);
    }
  }

  async function run(id: string, key: Key): Promise<void> {
    const wentWell = await work(key);
    if (wentWell) failures.delete(id);
    else if (!signal.aborted) addPatiently(key);
    busy.delete(id);
    pump();
  }

  function add({ namespace, name, afterMs = 0 }: Wake): void {
    const key = { namespace, name };
    const id = `${namespace}/${name}`;
    if (afterMs <= 0) {
      ready.set(id, key);
      pump();
    } else wait(id, key, clock.now() + afterMs);
  }

  /** Of two times that are asked for one object the earlier one counts. */
  function wait(id: string, key: Key, at: number): void {
    const known = later.get(id);
    if (known && known.at <= at) return;
    known?.cancel.abort();
    const cancel = new AbortController();
    later.set(id, { at, cancel });
    void clock.delay(at - clock.now(), AbortSignal.any([cancel.signal, signal])).then(() => {
      if (cancel.signal.aborted || signal.aborted) return;
      later.delete(id);
      add(key);
    });
  }

  function addPatiently(key: Key): void {
    const id = `${key.namespace}/${key.name}`;
    const count = failures.get(id) ?? 0;
    failures.set(id, count + 1);
    // Between half of it and all of it: a crowd that failed together does not come back together.
    const afterMs = Math.min(backOff.capMs, backOff.baseMs * 2 ** count) * (0.5 + random() / 2);
    add({ ...key, afterMs });
  }

  return { add, addPatiently };
}

/** client-go's DefaultTypedControllerRateLimiter: 5 ms, doubled up to 1000 s. */
const DEFAULT_BACK_OFF = { baseMs: 5, capMs: 1_000_000 };
