import { type Client, type Clock, clientOf, createLocal, startControllers } from '@outrigger/cluster';
import { createVirtualClock } from '../virtual-clock.ts';
import { startPlayedKubelet } from './played-kubelet.ts';

/** A cluster in virtual time: the local API server, all controllers, and one node. */
export interface VirtualCluster {
  readonly client: Client;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Lets time pass until so many seconds after the start. */
  readonly runUntil: (seconds: number) => Promise<void>;
  /** Ends it, and throws what has gone wrong in it. */
  readonly end: () => Promise<void>;
}

/** Starts one; it has been at rest for a while when it is given. */
export async function startVirtualCluster(seed: number = 7): Promise<VirtualCluster> {
  const virtual = createVirtualClock();
  const clock = { now: () => BEGAN + virtual.now(), delay: virtual.delay };
  const ending = new AbortController();
  const random = seeded(seed);
  const local = createLocal({ now: () => new Date(clock.now()), random, delay: clock.delay });
  const client = clientOf(local, ADMIN, { clock, random });
  const options = { clock, random, signal: ending.signal };
  const bugs: unknown[] = [];
  const complain = (error: unknown): number => bugs.push(error);
  void startPlayedKubelet(client, options).catch(complain);
  void startControllers(client, { ...options, complain }).catch(complain);
  await virtual.runUntil(START_MS);
  const runUntil = (seconds: number): Promise<void> => virtual.runUntil(START_MS + seconds * 1000);
  return {
    client,
    clock,
    signal: ending.signal,
    runUntil,
    async end() {
      ending.abort();
      await virtual.runUntil(virtual.now());
      local.close();
      if (bugs.length > 0) throw bugs[0];
    },
  };
}

// Not at the full minute: cron jobs are created in the middle of one.
const BEGAN = Date.parse('2026-01-05T10:00:20Z');
const START_MS = 5000;
const ADMIN = { username: 'system:kube-controller-manager', groups: ['system:masters'] };

/** The same chances each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
