/** What the API server answers. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Whole, or piece by piece as it comes: each piece is sent at once. */
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>;
}

/** The body of every refusal (meta/v1 Status). */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Readonly<Record<string, never>>;
  readonly status: 'Failure' | 'Success';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly name?: string };
  readonly code?: number;
}
