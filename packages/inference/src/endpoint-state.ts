import type { Endpoint } from './endpoint.ts';

/** What is known of an endpoint at a moment: its last scrape, fused with what this process has sent it since. */
export interface EndpointState {
  readonly endpoint: Endpoint;
  /** The last scrape that could be read; undefined before the first, and when none came in time: stale is unknown. */
  readonly measured: Measured | undefined;
  readonly inFlight: InFlight;
}

/** What a model server says of itself by its metrics. */
export interface Measured {
  /** When it was read, in ms of the picker's clock. */
  readonly at: number;
  /** Requests that wait for a place in the batch. */
  readonly waiting: number;
  readonly running: number;
  /** Share of the key-value cache in use, 0 to 1. */
  readonly kvUsage: number;
  /** Size of the key-value cache in tokens; undefined where the server does not say. */
  readonly kvTokens: number | undefined;
  readonly adapters: Adapters | undefined;
}

/** LoRA adapters of a server. */
export interface Adapters {
  readonly running: readonly string[];
  readonly waiting: readonly string[];
  /** How many may be loaded at once. */
  readonly max: number;
}

/** What this process has sent to an endpoint and not seen the end of. */
export interface InFlight {
  readonly requests: number;
  /** Requests sent since the last scrape began: the server cannot have told of them. */
  readonly unseen: number;
  /** Prompt tokens of requests without a first token, less what was taken for cached. */
  readonly prefillTokens: number;
  /** Of these, those of the prompt that is first in line, and since when it is, in ms of the picker's clock. */
  readonly headTokens?: number;
  readonly headSince?: number;
  /** Prompt and expected output tokens of all of them. */
  readonly tokens: number;
}

/** Nothing has been sent. */
export const NOTHING_IN_FLIGHT: InFlight = { requests: 0, unseen: 0, prefillTokens: 0, tokens: 0 };

/** Requests that wait at the endpoint, with those it cannot have told of yet: without them picks between two scrapes herd. */
export function waitingAt({ measured, inFlight }: EndpointState): number {
  return (measured?.waiting ?? 0) + inFlight.unseen;
}
