/** Carries requests to an API server: over the network, or to one in this process. */
export interface Transport {
  /** Gives any answer, whatever its status; throws a `ConnectionError` where there is none. */
  readonly send: (request: TransportRequest) => Promise<TransportAnswer>;
}

/** What is sent. */
export interface TransportRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request, and the reading of its answer. */
  readonly signal: AbortSignal;
}

/** What comes back. Nobody reads ahead of whoever takes the pieces: a slow reader slows the server down. */
export interface TransportAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array | string>;
}
