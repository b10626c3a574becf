import { dialWords, isDialError, readWords } from '../net/go-network-words.ts';

/** What Go's HTTP client says about a connection that could not be made, or broke. */
export function connectionWords(
  error: Error & { readonly code?: string; readonly reason?: string },
  {
    address,
    ends,
  }: {
    readonly address: string;
    /** Undefined when there was no connection yet. */
    readonly ends: { readonly local: string; readonly remote: string } | undefined;
  },
): string {
  if (isDialError(error)) return dialWords(error, address);
  if (error.code === 'EPROTO' || error.code?.startsWith('ERR_SSL_')) return tlsWords(error);
  return readWords(error, ends ?? { local: '', remote: address });
}

function tlsWords({ reason, message }: { readonly reason?: string; readonly message: string }): string {
  // The first bytes of an HTTP answer, read as the head of a TLS record, give a version that cannot be.
  if (message.includes('wrong version number')) return 'http: server gave HTTP response to HTTPS client';
  return `remote error: tls: ${reason ?? (/:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] || message)}`;
}
