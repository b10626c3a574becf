import type {
  AggregateParameters,
  EventParameters,
  ExplainParameters,
  FilterParameters,
  IncidentParameters,
  RangeParameters,
} from './parameter-values.ts';
import {
  aggregateParameters,
  eventParameters,
  explainParameters,
  gapParameters,
  incidentParameters,
  noParameters,
  type SchemaOf,
  tailParameters,
} from './parameters.ts';
import type { ShapeName } from './shapes.ts';

/** One thing that the API can be asked. */
export interface Route<T = unknown> {
  /** As OpenAPI writes it: `/api/v1/incidents/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: SchemaOf<T>;
  /** A shape as JSON, or a media type of something else. */
  readonly answer: ShapeName | 'text/event-stream' | 'text/plain' | 'application/json';
  /** Another status with which the same is answered. */
  readonly failing?: { readonly status: number; readonly when: string };
}

/** Everything that the API can be asked; handlers and the OpenAPI document are made by it. All of it is asked by GET. */
export const ROUTES: {
  readonly events: Route<EventParameters>;
  readonly tail: Route<FilterParameters>;
  readonly aggregate: Route<AggregateParameters>;
  readonly incidents: Route<IncidentParameters>;
  readonly incident: Route<object>;
  readonly explain: Route<ExplainParameters>;
  readonly gaps: Route<RangeParameters>;
  readonly healthz: Route<object>;
  readonly metrics: Route<object>;
  readonly openapi: Route<object>;
} = {
  events: {
    path: '/api/v1/events',
    summary: 'Events that fit, a page at a time',
    parameters: eventParameters,
    answer: 'EventPage',
  },
  tail: {
    path: '/api/v1/events/tail',
    summary: 'Events as they come, as server-sent events; Last-Event-ID goes on where it ended',
    parameters: tailParameters,
    answer: 'text/event-stream',
  },
  aggregate: {
    path: '/api/v1/aggregate',
    summary: 'Events counted by groups and intervals',
    parameters: aggregateParameters,
    answer: 'Aggregate',
  },
  incidents: {
    path: '/api/v1/incidents',
    summary: 'Incidents, the newest first',
    parameters: incidentParameters,
    answer: 'IncidentPage',
  },
  incident: {
    path: '/api/v1/incidents/{id}',
    summary: 'One incident with its chain',
    parameters: noParameters,
    answer: 'Incident',
  },
  explain: {
    path: '/api/v1/explain/{pod}',
    summary: 'What happened to a pod, and why',
    parameters: explainParameters,
    answer: 'Explanation',
  },
  gaps: {
    path: '/api/v1/gaps',
    summary: 'Times of which something is not known',
    parameters: gapParameters,
    answer: 'Gaps',
  },
  healthz: {
    path: '/healthz',
    summary: 'Whether it works',
    parameters: noParameters,
    answer: 'Health',
    failing: { status: 503, when: 'It does not work, or not yet' },
  },
  metrics: { path: '/metrics', summary: 'Metrics for Prometheus', parameters: noParameters, answer: 'text/plain' },
  openapi: {
    path: '/openapi.json',
    summary: 'This document',
    parameters: noParameters,
    answer: 'application/json',
  },
};
