/** What Go's net package says about a connection that could not be made, such as `dial tcp 10.0.0.1:80: connect: connection refused`. */
export function dialWords(error: unknown, address: string): string {
  const cause = firstOf(error);
  if (cause.syscall === 'getaddrinfo') return `dial tcp: lookup ${cause.hostname}: ${lookupWords(cause)}`;
  const reached = cause.address === undefined ? address : joinHostPort(cause.address, cause.port ?? 0);
  return `dial tcp ${reached}: connect: ${errnoWords(cause)}`;
}

/** The same for a connection that broke while an answer was awaited. */
export function readWords(error: unknown, between: { readonly local: string; readonly remote: string }): string {
  const cause = firstOf(error);
  // Node has no error number for a connection that was closed in good order before the answer was whole.
  if (cause.syscall === undefined) return 'EOF';
  const did = cause.syscall === 'write' ? 'write' : 'read';
  return `${did} tcp ${between.local}->${between.remote}: ${did}: ${errnoWords(cause)}`;
}

/** Was it the connection that could not be made? */
export function isDialError(error: unknown): boolean {
  const { syscall } = firstOf(error);
  return syscall === 'connect' || syscall === 'getaddrinfo';
}

/** `host:port`, with an IPv6 address in brackets (net.JoinHostPort). */
export function joinHostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** A system error, as Node reports it. */
interface SystemError {
  readonly code?: string;
  readonly syscall?: string;
  readonly message: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

/** A host name with several addresses fails with one error for each: the first is told, as Go does. */
function firstOf(error: unknown): SystemError {
  if (error instanceof AggregateError && error.errors.length > 0) return firstOf(error.errors[0]);
  return error as SystemError;
}

function errnoWords({ code, message }: SystemError): string {
  return ERRNO[code ?? ''] ?? message;
}

function lookupWords({ code, message }: SystemError): string {
  return code === 'ENOTFOUND' ? 'no such host' : message;
}

/** The words of Linux, which Go prints. */
const ERRNO: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EADDRNOTAVAIL: 'cannot assign requested address',
  ECONNABORTED: 'software caused connection abort',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by peer',
  EHOSTUNREACH: 'no route to host',
  EINVAL: 'invalid argument',
  EMFILE: 'too many open files',
  ENETUNREACH: 'network is unreachable',
  EPIPE: 'broken pipe',
  ETIMEDOUT: 'connection timed out',
};
