/** What tenants may spend, in tokens a minute. */
export interface TokenBudgets {
  /** Takes so many tokens from a tenant's budget; undefined where it has none left. */
  readonly charge: (tenant: string, tokens: number, now: number) => Charge | undefined;
  /** How many tenants are remembered. */
  readonly remembered: () => number;
  /** Other limits hold from now on; what is spent stays spent, and what is under way is settled as before. */
  readonly change: (limits: BudgetLimits, now: number) => void;
}

/** Tokens that were taken. */
export interface Charge {
  /** The request has cost so many in truth: 0 where it did not go. Counts once. */
  readonly settle: (tokens: number) => void;
}

/** Who may spend how much. */
export interface BudgetLimits {
  /** Tokens a minute by tenant. */
  readonly tenants: ReadonlyMap<string, number>;
  /** Of every other tenant; undefined: as much as it likes. */
  readonly others?: number | undefined;
  /** Tenants of whom a used-up budget is remembered; those above share one. */
  readonly mostTenants?: number | undefined;
}

/**
 * A bucket for each tenant that holds a minute's tokens and fills up evenly. Who has any left may send a request of any size, and
 * owes the rest: in T minutes a tenant spends less than rate × (T + 1) + the cost of one request, and no request is too long to
 * ever go.
 */
export function createTokenBudgets(first: BudgetLimits): TokenBudgets {
  let limits = first;
  const buckets = new Map<string, Bucket>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  const rateOf = (name: string): number | undefined => limits.tenants.get(name) ?? limits.others;
  const bucketOf = (tenant: string, now: number): Bucket | undefined => {
    const { tenants, mostTenants = 10_000 } = limits;
    const rate = rateOf(tenant);
    if (rate === undefined) return undefined;
    const known = buckets.get(tenant);
    if (known) return known;
    // At most once a second: whoever makes up names must not make this dear.
    if (buckets.size >= mostTenants && now - lookedAt >= 1000) {
      lookedAt = now;
      forgetFull(buckets, now);
    }
    const name = buckets.size >= mostTenants && !tenants.has(tenant) ? CROWD : tenant;
    const bucket = buckets.get(name) ?? { rate, left: rate, at: now };
    buckets.set(name, bucket);
    return bucket;
  };
  return {
    charge(tenant, tokens, now) {
      const bucket = bucketOf(tenant, now);
      if (!bucket) return FREE;
      fill(bucket, now);
      if (bucket.left <= 0) return undefined;
      bucket.left -= tokens;
      let isSettled = false;
      return {
        settle(spent) {
          if (isSettled) return;
          isSettled = true;
          bucket.left = Math.min(bucket.rate, bucket.left + tokens - spent);
        },
      };
    },
    remembered: () => buckets.size,
    change(next, now) {
      limits = next;
      for (const [name, bucket] of buckets) {
        const rate = rateOf(name);
        fill(bucket, now);
        if (rate === undefined) {
          buckets.delete(name);
          continue;
        }
        bucket.left += rate - bucket.rate;
        bucket.rate = rate;
      }
    },
  };
}

interface Bucket {
  /** Tokens a minute, and the most it holds. */
  rate: number;
  /** Below 0 is owed. */
  left: number;
  at: number;
}

const FREE: Charge = { settle() {} };
/** No name of a header: those hold no line ends. */
const CROWD = '\n';

function fill(bucket: Bucket, now: number): void {
  bucket.left = Math.min(bucket.rate, bucket.left + (bucket.rate * Math.max(0, now - bucket.at)) / 60_000);
  bucket.at = Math.max(bucket.at, now);
}

/** A full bucket is as good as a new one. */
function forgetFull(buckets: Map<string, Bucket>, now: number): void {
  for (const [tenant, bucket] of buckets) {
    fill(bucket, now);
    if (bucket.left >= bucket.rate) buckets.delete(tenant);
  }
}
