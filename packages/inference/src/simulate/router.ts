import type { EndpointState } from '../endpoint-state.ts';
import type { SimRequest } from './sim-request.ts';

/** Sends requests of a simulation somewhere. */
export interface Router {
  readonly name: string;
  /** The place of an endpoint, undefined when the request is refused; or it is kept until its turn comes. */
  readonly route: (request: SimRequest, up: readonly EndpointState[]) => Routed;
  /** One that was kept and may go, one at a time; asked every 10 ms, as the picker looks, while any is kept. */
  readonly next?: (up: readonly EndpointState[]) => { readonly request: SimRequest; readonly to: Routed } | undefined;
  /** The request has got its first token, and has ended. */
  readonly firstToken?: (request: SimRequest) => void;
  readonly ended?: (request: SimRequest, cachedTokens: number) => void;
  /** The endpoint has answered with this status, at once. */
  readonly failed?: (request: SimRequest, status: number) => void;
}

/** Where a request goes. */
export type Routed = number | 'waits' | undefined;
