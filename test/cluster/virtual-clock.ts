import type { Clock } from '@outrigger/cluster';

/** A clock that jumps to whatever is waited for next, as soon as nothing else goes on. */
export interface VirtualClock extends Clock {
  /** Lets time pass until then; whatever happens by itself at each moment happens first. */
  readonly runUntil: (ms: number) => Promise<void>;
}

/**
 * Begins at 0.
 *
 * @param isBusy says that a thread or another process is at work, for which time stands still
 */
export function createVirtualClock(isBusy: () => boolean = () => false): VirtualClock {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly end: () => void }>();
  return {
    now: () => now,
    delay: (ms, signal) =>
      new Promise((over) => {
        if (signal?.aborted) return over();
        const timer = {
          at: now + ms,
          end: () => {
            waiting.delete(timer);
            signal?.removeEventListener('abort', timer.end);
            over();
          },
        };
        waiting.add(timer);
        signal?.addEventListener('abort', timer.end, { once: true });
      }),
    async runUntil(ms) {
      for (;;) {
        await settled(isBusy);
        const next = [...waiting].sort((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > ms) break;
        now = Math.max(now, next.at);
        next.end();
      }
      now = Math.max(now, ms);
    },
  };
}

/** Until promises that need nothing from outside have come to rest. */
async function settled(isBusy: () => boolean): Promise<void> {
  for (let turn = 0; turn < 5; turn = isBusy() ? 0 : turn + 1) await new Promise((next) => setImmediate(next));
}
