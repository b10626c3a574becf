import type { FoundFields } from '../body/field-book.ts';
import type { PrefixHasher } from '../prefix/hash-prefix.ts';

/** What is asked of the picker when a request has come whole. */
export interface Ask {
  /** By their name in lower case, with `:path` and `:method`. */
  readonly headers: ReadonlyMap<string, string>;
  /** Where the request may go; undefined when the proxy leaves the whole pool. */
  readonly subset: readonly string[] | undefined;
  /** Undefined of a request without a body. */
  readonly body: FoundFields | undefined;
  readonly prefix: PrefixHasher;
  /** Ends when the client or the proxy has gone. */
  readonly signal: AbortSignal;
}

/** Where a request goes, or why it does not. */
export type Verdict = Go | Stop;

/** The request may go. */
export interface Go {
  /** `ip:port` of endpoints, the first to be tried first. */
  readonly to: readonly string[];
  /** The model that is asked of the server, where it is another than the client's. */
  readonly model?: string;
  /** Headers for the server and for the proxy's routes. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Headers for the client, by who has served it in truth, where the proxy says so. */
  readonly responseHeaders?: (served: string | undefined) => readonly (readonly [name: string, value: string])[];
  /** Scores by endpoint, for a proxy that records them. */
  readonly scores?: Readonly<Record<string, number>>;
  readonly flight?: Flight;
  /** Is given what ends the request while it is under way: it is answered in place of the server, whose work is broken off. */
  readonly revocable?: (revoke: (why: Stop) => void) => void;
}

/** The request is answered at once. */
export interface Stop {
  readonly status: 400 | 404 | 413 | 429 | 500 | 503;
  /** Of the header `x-llm-d-request-dropped-reason`. */
  readonly reason?: string;
  readonly message: string;
}

/** Is told what becomes of a request that went. */
export interface Flight {
  /** The first byte of the response's body has come; with the status of its headers, and who has served it, where the proxy says so. */
  readonly answering: (status: number | undefined, served?: string) => void;
  /** The response told of its tokens. */
  readonly usage: (usage: Usage) => void;
  /** The response has ended, or will not come: with the status of its headers, if they came. */
  readonly ended: (status: number | undefined, served: string | undefined) => void;
}

/** Tokens, as a response tells them. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Of the prompt, those the server had in its cache; undefined when it does not say. */
  readonly cachedTokens: number | undefined;
}
