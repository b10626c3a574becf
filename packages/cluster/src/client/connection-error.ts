/** Why there is no answer, or no way to ask. */
export type ConnectionCode =
  | 'NO_KUBECONFIG'
  | 'BAD_KUBECONFIG'
  | 'UNKNOWN_CONTEXT'
  | 'NO_CLUSTER'
  | 'PLUGIN_MISSING'
  | 'PLUGIN_FAILED'
  | 'UNAUTHORIZED'
  | 'REFUSED'
  | 'UNKNOWN_HOST'
  | 'CERTIFICATE'
  | 'TIMEOUT'
  | 'BROKEN';

/** An API server that cannot be reached or asked; its message is for people, its hint says what they can do. */
export class ConnectionError extends Error {
  readonly code: ConnectionCode;
  readonly hint: string | undefined;

  constructor(code: ConnectionCode, message: string, { hint, cause }: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause });
    this.code = code;
    this.hint = hint;
  }
}
