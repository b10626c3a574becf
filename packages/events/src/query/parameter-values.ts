import type { Category, Severity } from '../observation.ts';
import type { AggregateKey, AggregateQuery } from '../store/event-store.ts';

/** From when until when, as text. */
export interface RangeParameters {
  readonly since: string | undefined;
  readonly until: string | undefined;
}

/** Which events, by the names that people know. */
export interface FilterParameters extends RangeParameters {
  readonly cluster: readonly string[] | undefined;
  readonly namespace: readonly string[] | undefined;
  /** `pod/web` */
  readonly for: string | undefined;
  readonly kind: readonly string[] | undefined;
  readonly name: readonly string[] | undefined;
  readonly workload: readonly string[] | undefined;
  readonly node: readonly string[] | undefined;
  readonly types: readonly string[] | undefined;
  readonly reason: readonly string[] | undefined;
  readonly category: readonly Category[] | undefined;
  readonly severity: Severity | undefined;
  readonly severities: readonly Severity[] | undefined;
  readonly correlationId: string | undefined;
  readonly template: string | undefined;
  readonly label: readonly string[] | undefined;
  readonly text: string | undefined;
}

/** A page of events. */
export interface EventParameters extends FilterParameters {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly order: 'newest' | 'oldest';
}

/** Groups of events. */
export interface AggregateParameters extends FilterParameters {
  readonly groupBy: readonly AggregateKey[];
  readonly window: string | undefined;
  readonly metrics: AggregateQuery['metrics'];
  readonly limit: number;
}

/** A page of incidents. */
export interface IncidentParameters extends RangeParameters {
  readonly cluster: readonly string[] | undefined;
  readonly namespace: readonly string[] | undefined;
  readonly state: readonly ('open' | 'resolved')[] | undefined;
  readonly severity: Severity | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** A pod whose life is to be explained. */
export interface ExplainParameters extends RangeParameters {
  readonly namespace: string;
  readonly cluster: string | undefined;
}
