import type { ApiObject } from '../local/object/api-object.ts';

/** Who leads, and since when (coordination.k8s.io/v1 LeaseSpec). */
export interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}

/** A Lease as the server gives it. */
export type LeaseObject = ApiObject & { readonly spec?: LeaseSpec };

/** What a candidate has last seen, and when by its own clock. Nobody's written times are believed: clocks differ. */
export interface Observed {
  readonly lease: LeaseObject;
  readonly at: number;
}

/** Takes in what was read: only what has changed begins a new wait. */
export function observe(before: Observed | undefined, lease: LeaseObject, at: number): Observed {
  const isSame = before !== undefined && JSON.stringify(before.lease.spec) === JSON.stringify(lease.spec);
  // The newer version is kept in any case, to be written with.
  return { lease, at: isSame ? before.at : at };
}

/**
 * Whether a candidate may write itself into the lease now: it is there already, nobody is, or whoever is has not renewed for
 * as long as it said (client-go tools/leaderelection/leaderelection.go tryAcquireOrRenew@1.36).
 */
export function mayTake({ lease, at }: Observed, identity: string, now: number): boolean {
  const { holderIdentity = '', leaseDurationSeconds = 0 } = lease.spec ?? {};
  return holderIdentity === '' || holderIdentity === identity || at + leaseDurationSeconds * 1000 <= now;
}

/** What a candidate writes. */
export function recordFor(
  before: LeaseSpec | undefined,
  {
    identity,
    leaseDurationSeconds,
    now,
  }: { readonly identity: string; readonly leaseDurationSeconds: number; readonly now: number },
): LeaseSpec {
  const isOurs = before?.holderIdentity === identity;
  const time = microTime(now);
  return {
    holderIdentity: identity,
    leaseDurationSeconds,
    acquireTime: (isOurs && before.acquireTime) || time,
    renewTime: time,
    leaseTransitions: before === undefined ? 0 : (before.leaseTransitions ?? 0) + (isOurs ? 0 : 1),
  };
}

/** What a leader writes that goes: the next one need not wait. */
export function releasedRecord(before: LeaseSpec | undefined, now: number): LeaseSpec {
  const time = microTime(now);
  return {
    holderIdentity: '',
    leaseDurationSeconds: 1,
    acquireTime: time,
    renewTime: time,
    leaseTransitions: before?.leaseTransitions ?? 0,
  };
}

/** meta/v1 MicroTime. */
function microTime(ms: number): string {
  return new Date(ms).toISOString().replace(/Z$/, '000Z');
}
