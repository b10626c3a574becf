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
  /** Who has come without a token because he came through the process: controllers, the kubelet. */
  readonly insider?: User;
}

/** Who asks (authentication/v1 UserInfo). */
export interface User {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}
