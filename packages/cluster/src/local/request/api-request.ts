import type { Duplex } from 'node:stream';

/** One request to the API server, however it came in. */
export interface ApiRequest {
  readonly method: string;
  /** Without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** Ends a watch when the other side is gone. */
  readonly signal: AbortSignal;
  /** Of a client who wants to speak another protocol on the same connection (WebSocket, SPDY). */
  readonly upgrade?: Upgrade;
  /** Who has come without a token because he came through the process: controllers, the kubelet. */
  readonly insider?: User;
}

/** Takes the connection over; who does so answers with status 101, and sees to its end. */
export interface Upgrade {
  /** As the client names it, in lower case. */
  readonly protocol: string;
  /** Sends `101 Switching Protocols` with these headers, and gives the connection with what has come on it already. */
  readonly accept: (headers: Readonly<Record<string, string>>) => Duplex;
}

/** Who asks (authentication/v1 UserInfo). */
export interface User {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}
