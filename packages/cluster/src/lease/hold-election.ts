import { ApiError } from '../client/api-error.ts';
import type { Client, ResourceRef } from '../client/client.ts';
import { type Clock, machineClock } from '../client/clock.ts';
import { ConnectionError } from '../client/connection-error.ts';
import { type LeaseObject, mayTake, type Observed, observe, recordFor, releasedRecord } from './election-record.ts';

/** Who stands for election, where, and how patiently. */
export interface ElectionOptions {
  readonly client: Client;
  readonly namespace: string;
  readonly name: string;
  /** Nobody else's: a host's name and something by chance. */
  readonly identity: string;
  readonly timing?: Partial<ElectionTiming>;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** What was seen of the lease before, and since when by the same clock: whoever has looked at it for long enough need not wait again. */
  readonly seen?: Observed | undefined;
  /** What a leader does. The signal ends when it leads no more; whatever it does after that may collide with the next one. */
  readonly lead: (whileLeading: AbortSignal) => Promise<void>;
  /** Hears who leads whenever that changes. */
  readonly onLeader?: (identity: string) => void;
}

/** Milliseconds; client-go's own: 15, 10 and 2 seconds. */
export interface ElectionTiming {
  /** For so long the others wait without a renewal. Whole seconds. */
  readonly leaseMs: number;
  /** For so long a leader leads after the last renewal that came about. The rest, up to `leaseMs`, is for clocks that run unlike. */
  readonly renewMs: number;
  readonly retryMs: number;
}

/**
 * Stands for election until the signal ends, and leads when elected: client-go's rules, with one that is stricter. A renewal
 * counts from when it was sent, not from when its answer came: an answer that is late by more than `leaseMs - renewMs` would
 * else make two leaders (client-go tools/leaderelection/leaderelection.go renew@1.36). Gives `lost` when leadership was lost;
 * whoever wants to stand again calls again.
 */
export async function holdElection(options: ElectionOptions, signal: AbortSignal): Promise<'ended' | 'lost'> {
  const { clock = machineClock, random = Math.random } = options;
  const timing = checked({ leaseMs: 15_000, renewMs: 10_000, retryMs: 2000, ...options.timing });
  const candidate = createCandidate(options, { clock, timing });
  const hand: Hand = { candidate, clock, random, timing };
  const leadsUntil = await stand(hand, signal);
  if (leadsUntil === undefined) return 'ended';

  const leading = new AbortController();
  const work = options.lead(leading.signal).finally(() => leading.abort());
  // Its error is for whoever awaits the work at the end; until then it is nobody's.
  work.catch(() => {});
  const isLost = await stayLeader(hand, leadsUntil, AbortSignal.any([signal, leading.signal]));
  leading.abort();
  try {
    await work;
  } finally {
    // Also after an error: the next one need not wait for a lease that nobody uses.
    if (!isLost) await candidate.release();
  }
  return isLost && !signal.aborted ? 'lost' : 'ended';
}

interface Hand {
  readonly candidate: Candidate;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timing: ElectionTiming;
}

/** Tries until it leads; gives until when it does, undefined when it is to end. */
async function stand({ candidate, clock, random, timing }: Hand, signal: AbortSignal): Promise<number | undefined> {
  while (!signal.aborted) {
    const leadsUntil = await candidate.write(signal);
    if (leadsUntil !== undefined && leadsUntil > clock.now()) return leadsUntil;
    // JitterUntil: candidates do not come together.
    await clock.delay(timing.retryMs * (1 + 1.2 * random()), signal);
  }
  return undefined;
}

/** Renews until it is to end, or the deadline of the last renewal is over: then leadership is lost. */
async function stayLeader({ candidate, clock, timing }: Hand, first: number, signal: AbortSignal): Promise<boolean> {
  let leadsUntil = first;
  while (!signal.aborted && clock.now() < leadsUntil) {
    await clock.delay(Math.min(timing.retryMs, leadsUntil - clock.now()), signal);
    if (signal.aborted || clock.now() >= leadsUntil) break;
    const answered = new AbortController();
    // However long the answer takes, at the deadline it is over.
    const deadline = clock.delay(leadsUntil - clock.now(), AbortSignal.any([signal, answered.signal]));
    const renewed = await Promise.race([candidate.write(signal), deadline.then((): undefined => undefined)]);
    answered.abort();
    leadsUntil = renewed ?? leadsUntil;
  }
  return clock.now() >= leadsUntil;
}

interface Candidate {
  /** Tries to become or to stay the leader; gives until when it is one, undefined when it is not. */
  readonly write: (signal: AbortSignal) => Promise<number | undefined>;
  readonly release: () => Promise<void>;
}

const LEASES: ResourceRef = { group: 'coordination.k8s.io', version: 'v1', plural: 'leases' };

function createCandidate(
  { client, namespace, name, identity, seen, onLeader }: ElectionOptions,
  { clock, timing }: { readonly clock: Clock; readonly timing: ElectionTiming },
): Candidate {
  let observed = seen;
  let told: string | undefined;
  const see = (lease: LeaseObject): Observed => {
    observed = observe(observed, lease, clock.now());
    const { holderIdentity = '' } = lease.spec ?? {};
    if (holderIdentity !== told) {
      told = holderIdentity;
      onLeader?.(holderIdentity);
    }
    return observed;
  };
  const leaseDurationSeconds = timing.leaseMs / 1000;
  const isOurs = (): boolean => observed?.lease.spec?.holderIdentity === identity;

  /** By what was last seen, without reading it again. */
  async function replace(sentAt: number): Promise<number> {
    const { lease } = observed as Observed;
    const spec = recordFor(lease.spec, { identity, leaseDurationSeconds, now: sentAt });
    see((await client.update(LEASES, { ...lease, spec })) as LeaseObject);
    return sentAt + timing.renewMs;
  }

  async function readAndWrite(signal: AbortSignal): Promise<number | undefined> {
    const found = (await client.get(LEASES, { namespace, name })) as LeaseObject | undefined;
    if (signal.aborted) return undefined;
    const sentAt = clock.now();
    if (found === undefined) {
      const spec = recordFor(undefined, { identity, leaseDurationSeconds, now: sentAt });
      const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace }, spec };
      see((await client.create(LEASES, lease)) as LeaseObject);
      return sentAt + timing.renewMs;
    }
    return mayTake(see(found), identity, sentAt) ? await replace(sentAt) : undefined;
  }

  return {
    async write(signal) {
      try {
        if (isOurs()) return await replace(clock.now());
      } catch (error) {
        if (!isExpected(error)) throw error;
      }
      try {
        return signal.aborted ? undefined : await readAndWrite(signal);
      } catch (error) {
        if (!isExpected(error)) throw error;
        return undefined;
      }
    },
    async release() {
      const lease = observed?.lease;
      if (lease === undefined || !isOurs()) return;
      try {
        await client.update(LEASES, { ...lease, spec: releasedRecord(lease.spec, clock.now()) });
      } catch (error) {
        // Then the others wait, as for one that has crashed.
        if (!isExpected(error)) throw error;
      }
    },
  };
}

function isExpected(error: unknown): boolean {
  return error instanceof ApiError || error instanceof ConnectionError;
}

/** As NewLeaderElector checks it. */
function checked(timing: ElectionTiming): ElectionTiming {
  const { leaseMs, renewMs, retryMs } = timing;
  if (!(leaseMs > renewMs && renewMs > retryMs * 1.2 && retryMs > 0 && leaseMs % 1000 === 0))
    throw new Error(`an election needs leaseMs > renewMs > 1.2 retryMs, and whole seconds: ${JSON.stringify(timing)}`);
  return timing;
}
