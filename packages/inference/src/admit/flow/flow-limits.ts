/** How many requests may wait, for how long, and how tenants share. */
export interface FlowLimits {
  /** Of all priorities together. */
  readonly requests: number;
  /** Of their prompts. */
  readonly bytes: number;
  /** How long one may wait while the pool has no endpoint, in ms; left out: as long as its priority may. */
  readonly emptyTtlMs?: number | undefined;
  /** By priority; others have `band`. */
  readonly bands: ReadonlyMap<number, OwnLimits>;
  readonly band: BandLimits;
  /** Of priorities below 0 that have none of their own; the others' where it is left out. */
  readonly negativeBand?: OwnLimits | undefined;
  /** Shares of tenants; others have 1. */
  readonly weights: ReadonlyMap<string, number>;
  /** Tokens that a tenant of weight 1 may spend in one round. */
  readonly quantum: number;
  /** Are sheddable requests under way ended while others that matter more wait? */
  readonly evicts?: boolean | undefined;
}

/** The limits of one priority. */
export interface BandLimits {
  readonly requests: number;
  readonly bytes: number;
  readonly ttlMs: number;
  /** The saturation from which on such requests wait: below 1 leaves room for those that matter more. */
  readonly ceiling: number;
  /** Which of a tenant's requests goes first: the one that came first, or the one that its client wants first. */
  readonly order?: 'arrival' | 'deadline' | undefined;
}

/** Those that are said of it; the others are everybody's. */
export type OwnLimits = { readonly [limit in keyof BandLimits]?: BandLimits[limit] | undefined };

/**
 * Upstream's limits of a band and its TTL (llm-d-router pkg/epp/flowcontrol: 5,000 requests, 1e9 bytes, 60 s). All bands
 * together have none there; here they have, for the memory of a picker is bounded too.
 */
export const FLOW_LIMITS: FlowLimits = {
  requests: 20_000,
  bytes: 2e9,
  bands: new Map(),
  band: { requests: 5000, bytes: 1e9, ttlMs: 60_000, ceiling: 1 },
  weights: new Map(),
  quantum: 4096,
};

/** The limits of a priority. */
export function bandOf({ bands, band, negativeBand }: FlowLimits, priority: number): BandLimits {
  const own = bands.get(priority) ?? (priority < 0 ? negativeBand : undefined);
  return {
    requests: own?.requests ?? band.requests,
    bytes: own?.bytes ?? band.bytes,
    ttlMs: own?.ttlMs ?? band.ttlMs,
    order: own?.order ?? band.order,
    ceiling: ceilingOf(bands, priority, own?.ceiling ?? band.ceiling),
  };
}

/** What a higher priority may not do any more, a lower one may not either. */
function ceilingOf(bands: FlowLimits['bands'], priority: number, own: number): number {
  let ceiling = own;
  for (const [higher, limits] of bands)
    if (higher > priority && limits.ceiling !== undefined && limits.ceiling < ceiling) ceiling = limits.ceiling;
  return ceiling;
}
