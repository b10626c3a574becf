import type { Incident } from '../incident.ts';
import type { Gap, Observation, Severity } from '../observation.ts';

/**
 * Where observations are kept. One behaviour suite holds for every engine (testing/store-suite.ts). What is written with a
 * checkpoint is there together with it or not at all.
 */
export interface EventStore extends AsyncDisposable {
  readonly capabilities: StoreCapabilities;
  /**
   * Writes what a batch brings; an observation whose id is there already is not written again. What has the same id
   * has the same `until`, as the same change has.
   */
  readonly store: (batch: StoreBatch) => Promise<void>;
  readonly query: (filter: EventFilter, page: Page) => Promise<EventPage>;
  readonly aggregate: (query: AggregateQuery) => Promise<readonly AggregateRow[]>;
  readonly incidents: (filter: IncidentFilter, page: Page) => Promise<IncidentPage>;
  readonly gaps: (range: TimeRange) => Promise<readonly Gap[]>;
  /** What was stored last under a name; undefined at first. */
  readonly checkpoint: (name: string) => Promise<unknown>;
  /** Deletes what the policy does not want any more; answers with how many observations went. Ages are to the hour. */
  readonly retain: (policy: RetentionPolicy, now: number) => Promise<number>;
  /** Bytes on disk, or as the engine says. */
  readonly size: () => Promise<number>;
}

/** What an engine can do beside the rest. */
export interface StoreCapabilities {
  readonly fullText: boolean;
  readonly quantiles: boolean;
  /** It keeps to `expects` of a batch, so that of two writers who stand on one checkpoint only the first goes on. */
  readonly fences?: boolean;
}

/** What is written at once. */
export interface StoreBatch {
  readonly observations: readonly Observation[];
  readonly gaps?: readonly Gap[];
  /** New or changed ones, whole. */
  readonly incidents?: readonly Incident[];
  readonly checkpoints?: Readonly<Record<string, unknown>>;
  /**
   * Checkpoints as they must be before, null for one that must not be there; else nothing is written and `Superseded` is thrown.
   * Counts of two writers go on from what each knows: what both of them wrote would be counted twice.
   */
  readonly expects?: Readonly<Record<string, unknown>>;
}

/** In ms since 1970; `until` is exclusive. */
export interface TimeRange {
  readonly from?: number;
  readonly until?: number;
}

/** What of the observations is wanted; all conditions hold together, several values of one are alternatives. */
export interface EventFilter extends TimeRange {
  readonly clusters?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly kinds?: readonly string[];
  readonly names?: readonly string[];
  /** `Deployment/shop/web` */
  readonly workloads?: readonly string[];
  readonly nodes?: readonly string[];
  readonly types?: readonly string[];
  readonly reasons?: readonly string[];
  readonly categories?: readonly string[];
  /** This and worse ones. */
  readonly severity?: Severity;
  readonly severities?: readonly Severity[];
  readonly correlationId?: string;
  readonly template?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Words in the message. */
  readonly text?: string;
}

/** Which part. */
export interface Page {
  readonly limit: number;
  /** As the page before gave it. */
  readonly cursor?: string;
  readonly order?: 'newest' | 'oldest';
}

/** A part of what was found. */
export interface EventPage {
  readonly items: readonly Observation[];
  readonly cursor: string | undefined;
}

/** By what is counted. */
export type AggregateKey =
  | 'cluster'
  | 'namespace'
  | 'kind'
  | 'workload'
  | 'node'
  | 'reason'
  | 'category'
  | 'severity'
  | 'template'
  | 'type';

/** A question about many observations. */
export interface AggregateQuery {
  readonly filter: EventFilter;
  readonly groupBy: readonly AggregateKey[];
  /** Also by intervals of so many ms. */
  readonly windowMs?: number;
  readonly metrics: readonly ('count' | 'rate' | 'objects' | 'first' | 'last' | 'p95Duration')[];
  readonly limit?: number;
}

/** One group. Rates are per minute, durations in ms. */
export interface AggregateRow {
  readonly group: Readonly<Partial<Record<AggregateKey, string>>>;
  readonly windowStart?: number;
  readonly count?: number;
  readonly rate?: number;
  readonly objects?: number;
  readonly first?: number;
  readonly last?: number;
  readonly p95Duration?: number;
}

/** Which incidents. */
export interface IncidentFilter extends TimeRange {
  readonly ids?: readonly string[];
  readonly clusters?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly states?: readonly Incident['state'][];
  readonly severity?: Severity;
}

/** A part of them. */
export interface IncidentPage {
  readonly items: readonly Incident[];
  readonly cursor: string | undefined;
}

/** How long what is kept. */
export interface RetentionPolicy {
  readonly maxAgeMs?: number;
  readonly maxBytes?: number;
  /** Other ages for some severities or namespaces; the first that fits counts. */
  readonly exceptions?: readonly {
    readonly severities?: readonly Severity[];
    readonly namespaces?: readonly string[];
    readonly maxAgeMs: number;
  }[];
}
