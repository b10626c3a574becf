/** What tenants may spend, in tokens a minute. */
export interface TokenBudgets {
  /** Takes so many tokens from a tenant's budget; undefined where it has none left. */
  readonly charge: (tenant: string, tokens: number, now: number) => Charge | undefined;
  /** How many tenants are remembered. */
  readonly remembered: () => number;
  /** What they have spent that has not come in again, for budgets that take the place of these. */
  readonly spent: (now: number) => ReadonlyMap<string, number>;
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
export function createTokenBudgets(
  { tenants, others, mostTenants = 10_000 }: BudgetLimits,
  spent: ReadonlyMap<string, number> = NOTHING_SPENT,
): TokenBudgets {
  const buckets = new Map<string, Bucket>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  const bucketOf = (tenant: string, now: number): Bucket | undefined => {
    const rate = tenants.get(tenant) ?? others;
    if (rate === undefined) return undefined;
    const known = buckets.get(tenant);
    if (known) return known;
    // At most once a second: whoever makes up names must not make this dear.
    if (buckets.size >= mostTenants && now - lookedAt >= 1000) {
      lookedAt = now;
      forgetFull(buckets, now);
    }
    const name = buckets.size >= mostTenants && !tenants.has(tenant) ? CROWD : tenant;
    const bucket = buckets.get(name) ?? { rate, left: rate - (spent.get(name) ?? 0), at: now };
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
    spent(now) {
      for (const bucket of buckets.values()) fill(bucket, now);
      return new Map([...buckets].map(([name, { rate, left }]) => [name, rate - left]));
    },
  };
}

interface Bucket {
  /** Tokens a minute, and the most it holds. */
  readonly rate: number;
  /** Below 0 is owed. */
  left: number;
  at: number;
}

const NOTHING_SPENT: ReadonlyMap<string, number> = new Map();
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
