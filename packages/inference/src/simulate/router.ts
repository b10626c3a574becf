import type { EndpointState } from '../endpoint-state.ts';
import type { SimRequest } from './sim-request.ts';

/** Sends requests of a simulation somewhere. */
export interface Router {
  readonly name: string;
  /** The place of an endpoint, or undefined when the request is refused. */
  readonly route: (request: SimRequest, up: readonly EndpointState[]) => number | undefined;
  /** The request has got its first token, and has ended. */
  readonly firstToken?: (request: SimRequest) => void;
  readonly ended?: (request: SimRequest, cachedTokens: number) => void;
  /** The endpoint has answered with this status, at once. */
  readonly failed?: (request: SimRequest, status: number) => void;
}
