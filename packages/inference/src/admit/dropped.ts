import type { Stop } from '../answer/verdict.ts';

/**
 * Answers to requests that may not go: too many requests are 429, too few servers 503. Reasons are upstream's
 * (llm-d-router pkg/epp/metadata/consts.go) but for the budget, which it has not.
 */
export const DROPPED: {
  readonly [why in
    | 'saturated'
    | 'full'
    | 'crowdedOut'
    | 'evicted'
    | 'late'
    | 'noEndpoints'
    | 'lateWithoutEndpoints'
    | 'cancelled'
    | 'closing'
    | 'overBudget']: Stop;
} = {
  saturated: {
    status: 429,
    reason: 'rejected-saturated',
    message: 'the pool has no room for requests that may be shed',
  },
  full: { status: 429, reason: 'rejected-saturated', message: 'the pool has no room, and no more requests may wait' },
  crowdedOut: {
    status: 429,
    reason: 'evicted-queue-pressure',
    message: 'the request waited, and gave its place to one that matters more',
  },
  evicted: {
    status: 429,
    reason: 'evicted',
    message: 'the request was ended for one that matters more',
  },
  late: { status: 429, reason: 'rejected-ttl-expired', message: 'the request has waited as long as it may' },
  noEndpoints: { status: 503, reason: 'rejected-no-endpoints', message: 'the pool has no ready endpoint' },
  lateWithoutEndpoints: {
    status: 503,
    reason: 'rejected-no-endpoints',
    message: 'the request has waited as long as it may, and the pool has no ready endpoint',
  },
  cancelled: { status: 503, reason: 'rejected-context-cancelled', message: 'the client has gone' },
  closing: { status: 503, reason: 'rejected-shutting-down', message: 'the picker is shutting down' },
  overBudget: {
    status: 429,
    reason: 'rejected-budget-exceeded',
    message: 'the budget of tokens is used up: try again in a minute',
  },
};
