/** What is seen of a member's Lease. */
export interface MemberLease {
  readonly name: string;
  /** Empty when it was given back. */
  readonly holder: string;
  readonly renewTime: string;
  readonly leaseMs: number;
}

/** A member's Lease, and when it was last seen to change. */
export interface MemberSighting {
  readonly lease: MemberLease;
  readonly changedAt: number;
}

/** What was seen before and what is seen now, by the name of the Lease. Times of other machines' clocks are never compared with ours. */
export function sightMembers(
  before: ReadonlyMap<string, MemberSighting>,
  leases: readonly MemberLease[],
  now: number,
): ReadonlyMap<string, MemberSighting> {
  return new Map(
    leases.map((lease) => {
      const known = before.get(lease.name);
      const isSame = known?.lease.renewTime === lease.renewTime && known.lease.holder === lease.holder;
      return [lease.name, isSame ? known : { lease, changedAt: now }];
    }),
  );
}

/** Those who have renewed their Lease in time, sorted. */
export function liveMembers(sightings: ReadonlyMap<string, MemberSighting>, now: number): readonly string[] {
  return [...sightings.values()]
    .filter(({ lease, changedAt }) => lease.holder !== '' && now - changedAt < lease.leaseMs)
    .map(({ lease }) => lease.holder)
    .sort();
}
