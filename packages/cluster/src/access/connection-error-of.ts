import { type ConnectionCode, ConnectionError } from '../client/connection-error.ts';

/** What a failed connection means, and what to do about it; anything else it is given is taken for a broken one. */
export function connectionErrorOf(error: unknown, server: string): ConnectionError {
  if (error instanceof ConnectionError) return error;
  const { code, message } = rootOf(error);
  const known = CODES[code];
  if (known === undefined) {
    return new ConnectionError('BROKEN', `the connection to ${server} broke: ${message}`, { cause: error });
  }
  return new ConnectionError(known.code, `${known.what(server)} (${message})`, { hint: known.hint, cause: error });
}

interface Known {
  readonly code: ConnectionCode;
  readonly what: (server: string) => string;
  readonly hint: string;
}

const refused: Known = {
  code: 'REFUSED',
  what: (server) => `nothing listens at ${server}`,
  hint: 'is the cluster running, and is this the right context? See kubectl config get-contexts',
};
const unknownHost: Known = {
  code: 'UNKNOWN_HOST',
  what: (server) => `the host of ${server} has no address`,
  hint: 'is this the right context, and is the VPN or the DNS up?',
};
const unreachable: Known = {
  code: 'REFUSED',
  what: (server) => `there is no way to ${server}`,
  hint: 'is the network or the VPN up?',
};
const expired: Known = {
  code: 'CERTIFICATE',
  what: (server) => `the certificate of ${server} is out of date`,
  hint: "renew the server's certificate, and look at this machine's clock",
};
const clientCertificate: Known = {
  code: 'CERTIFICATE',
  what: (server) => `${server} has refused the client certificate`,
  hint: 'it may have expired: fetch a new kubeconfig',
};
const untrusted: Known = {
  code: 'CERTIFICATE',
  what: (server) => `the certificate of ${server} is not signed by an authority that the kubeconfig names`,
  hint: 'set certificate-authority or certificate-authority-data of the cluster',
};
const otherName: Known = {
  code: 'CERTIFICATE',
  what: (server) => `the certificate of ${server} is for another name`,
  hint: 'set tls-server-name of the cluster, or use a name that the certificate has',
};

/** Node's and OpenSSL's codes. */
const CODES: Readonly<Record<string, Known>> = {
  ECONNREFUSED: refused,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  CERT_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: expired,
  'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED': clientCertificate,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: clientCertificate,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: clientCertificate,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: otherName,
};

/** The innermost cause with a code: undici wraps, and Node tries several addresses (AggregateError). */
function rootOf(error: unknown): { readonly code: string; readonly message: string } {
  let found = { code: '', message: error instanceof Error ? error.message : String(error) };
  for (let at: unknown = error; at instanceof Error; at = at instanceof AggregateError ? at.errors[0] : at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (code !== undefined) found = { code, message: at.message || code };
  }
  return found;
}
