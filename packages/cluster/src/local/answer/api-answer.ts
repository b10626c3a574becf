import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** What the API server answers. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Whole, or piece by piece as it comes: each piece is sent at once. */
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>;
  /** Of an upgrade (101): takes the connection over instead of a body. */
  readonly take?: (upgrade: Upgrade) => void;
  /** Whether the pieces are those of one large whole, which nobody reads before its end. */
  readonly isWhole?: boolean;
}

/** A connection whose client wants to speak something else than HTTP from now on. */
export interface Upgrade {
  readonly incoming: IncomingMessage;
  readonly socket: Duplex;
  /** What has come already. */
  readonly head: Buffer;
}

/** The body of every refusal (meta/v1 Status). */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  /** Of a list that cannot go on where it was: with the token with which it can. */
  readonly metadata: { readonly continue?: string };
  readonly status: 'Failure' | 'Success';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: {
    readonly name?: string;
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly object[];
  };
  readonly code?: number;
}
