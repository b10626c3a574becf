import { createFairQueue, type FairQueue } from './fair-queue.ts';
import { type BandLimits, bandOf, type FlowLimits } from './flow-limits.ts';
import { createLinkedList, type LinkedList } from './linked-list.ts';

/** A request that waits. */
export interface Waiter {
  readonly priority: number;
  readonly tenant: string;
  readonly model: string;
  readonly target: string;
  /** In tokens. */
  readonly cost: number;
  /** Of its prompt: what its waiting keeps in memory. */
  readonly bytes: number;
  /** When it came. */
  readonly since: number;
  /** When its first token should be there at the latest, as its client says; undefined where it says nothing. */
  readonly due?: number | undefined;
}

/** All requests that wait, by priority: the higher always first, and fair to tenants within one. */
export interface WaitingRoom {
  readonly count: () => number;
  readonly bytes: () => number;
  /** The highest priority that waits. */
  readonly highest: () => number | undefined;
  /** Lets it in, after those it crowds out have left; false where there is no room. */
  readonly enter: (waiter: Waiter) => { readonly isIn: boolean; readonly crowdedOut: readonly Waiter[] };
  readonly leave: (waiter: Waiter) => void;
  /** Takes out the one whose turn it is, if its priority may go at that saturation. */
  readonly take: (saturation: number) => Waiter | undefined;
  /** Takes out those that have waited too long. */
  readonly takeLate: (now: number, pool: PoolSince) => readonly Waiter[];
  readonly [Symbol.iterator]: () => Iterator<Waiter>;
}

/** Whether a pool has endpoints, and since when it is so. */
export interface PoolSince {
  readonly isEmpty: boolean;
  readonly since: number;
}

/** An empty room. What it keeps is bounded by its limits: a priority or tenant of which nothing waits leaves nothing behind. */
export function createWaitingRoom(limits: FlowLimits): WaitingRoom {
  /** The highest priority first. */
  let bands: readonly Band[] = [];
  const inside = new Map<Waiter, () => void>();
  let bytes = 0;

  const open = (priority: number): Band => {
    const band = newBand(priority, limits);
    bands = [...bands, band].sort((a, b) => b.priority - a.priority);
    return band;
  };
  const leave = (waiter: Waiter) => {
    inside.get(waiter)?.();
    inside.delete(waiter);
  };
  const put = (band: Band, waiter: Waiter) => {
    const leaveQueue = band.queue.add(waiter.tenant, waiter);
    const leaveArrivals = band.arrivals.add(waiter);
    band.count++;
    band.bytes += waiter.bytes;
    bytes += waiter.bytes;
    inside.set(waiter, () => {
      leaveQueue();
      leaveArrivals();
      band.count--;
      band.bytes -= waiter.bytes;
      bytes -= waiter.bytes;
      if (band.count === 0) bands = bands.filter((each) => each !== band);
    });
  };
  /** Is there room for so many bytes, once so many others have left? */
  const hasRoom = (more: number, fewer: { readonly count: number; readonly bytes: number }) =>
    inside.size - fewer.count < limits.requests && bytes - fewer.bytes + more <= limits.bytes;
  return {
    count: () => inside.size,
    bytes: () => bytes,
    highest: () => bands[0]?.priority,
    enter(waiter) {
      const { priority } = waiter;
      const known = bands.find((band) => band.priority === priority);
      const { requests, bytes: most } = known?.limits ?? bandOf(limits, priority);
      const below = bands.filter((band) => band.priority < priority);
      const fits = (known?.count ?? 0) < requests && (known?.bytes ?? 0) + waiter.bytes <= most;
      if (!fits || !hasRoom(waiter.bytes, sumOf(below))) return { isIn: false, crowdedOut: [] };
      const crowdedOut: Waiter[] = [];
      while (!hasRoom(waiter.bytes, NOBODY)) {
        // Whoever came last of the lowest priority.
        const last = (bands.at(-1) as Band).arrivals.last() as Waiter;
        leave(last);
        crowdedOut.push(last);
      }
      put(bands.find((band) => band.priority === priority) ?? open(priority), waiter);
      return { isIn: true, crowdedOut };
    },
    leave,
    take(saturation) {
      const [first] = bands;
      // Strictly: what a higher priority may not do yet, a lower one may not either.
      if (!first || saturation >= first.limits.ceiling) return undefined;
      const waiter = first.queue.take() as Waiter;
      leave(waiter);
      return waiter;
    },
    takeLate(now, pool) {
      const late: Waiter[] = [];
      for (const { arrivals, limits: band } of bands) {
        const isLate = lateness(band.ttlMs, limits.emptyTtlMs ?? band.ttlMs, pool);
        for (let first = arrivals.first(); first && isLate(now, first.since); first = arrivals.first()) {
          leave(first);
          late.push(first);
        }
      }
      return late;
    },
    [Symbol.iterator]: () => inside.keys(),
  };
}

interface Band {
  readonly priority: number;
  readonly limits: BandLimits;
  readonly queue: FairQueue<Waiter>;
  /** In the order in which they came: all of a band may wait equally long, so that the first is late first. */
  readonly arrivals: LinkedList<Waiter>;
  count: number;
  bytes: number;
}

/**
 * A pool that gets its first endpoint, or loses its last, begins the wait anew; in all nobody waits longer than the longer of both
 * (llm-d-router apix/config/v1alpha1, noEndpointRequestTTL). Who came first is late first, before and after.
 */
function lateness(ttlMs: number, emptyTtlMs: number, pool: PoolSince): (now: number, since: number) => boolean {
  const most = Math.max(ttlMs, emptyTtlMs);
  const own = pool.isEmpty ? emptyTtlMs : ttlMs;
  return (now, since) => now - since >= most || now - Math.max(since, pool.since) >= own;
}

/** Those of which nothing is said come last (llm-d-router ebab687 flowcontrol/ordering/slodeadline). */
function isDueBefore({ due: one }: Waiter, { due: other }: Waiter): boolean {
  return one !== undefined && (other === undefined || one < other);
}

const NOBODY = { count: 0, bytes: 0 };

function sumOf(bands: readonly Band[]): { readonly count: number; readonly bytes: number } {
  return bands.reduce((sum, { count, bytes }) => ({ count: sum.count + count, bytes: sum.bytes + bytes }), NOBODY);
}

function newBand(priority: number, limits: FlowLimits): Band {
  const { weights, quantum } = limits;
  const band = bandOf(limits, priority);
  return {
    priority,
    limits: band,
    queue: createFairQueue({
      costOf: ({ cost }) => cost,
      weightOf: (tenant) => weights.get(tenant) ?? 1,
      quantum,
      goesBefore: band.order === 'deadline' ? isDueBefore : undefined,
    }),
    arrivals: createLinkedList(),
    count: 0,
    bytes: 0,
  };
}
