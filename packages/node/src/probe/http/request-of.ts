import type { IHTTPGetAction, IHTTPHeader } from 'kubernetes-models/v1';
import { containerPort, type NoPort } from '../container-port.ts';
import { joinHostPort } from '../net/go-network-words.ts';
import type { ProbeTarget } from '../probe-target.ts';
import { goUrl, utf8Bytes } from './go-url.ts';

/** One GET. What goes over the wire has one character for each byte. */
export interface HttpRequest {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Host and port, as they stand in the URL. */
  readonly authority: string;
  /** Path and query, as they go over the wire. */
  readonly path: string;
  /** The whole URL, as messages show it. */
  readonly url: string;
  /** The header Host, where it is not just the URL's. */
  readonly hostHeader: string | undefined;
  /** All other headers, as they go over the wire; names in Go's spelling. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

/**
 * The request that an httpGet asks for (pkg/probe/http/request.go@v1.36.2: NewRequestForHTTPGetAction).
 * A hook says `lifecycle` of itself where a probe says `probe`.
 */
export function requestOf(
  action: IHTTPGetAction,
  { podIp, ports }: Pick<ProbeTarget, 'podIp' | 'ports'>,
  purpose: 'probe' | 'lifecycle',
): HttpRequest | NoPort {
  const port = containerPort(action.port, ports);
  if (typeof port !== 'number') return port;
  const scheme = (action.scheme || 'http').toLowerCase();
  const host = action.host || podIp;
  const authority = joinHostPort(host, port);
  const { text, onTheWire } = goUrl(action.path ?? '');
  const headers = headersOf(action.httpHeaders ?? []);
  // One that is empty is not sent.
  if (!headers.has('User-Agent')) headers.set('User-Agent', [`kube-${purpose}/${KUBELET}`]);
  if (!headers.has('Accept')) headers.set('Accept', ['*/*']);
  else if (headers.get('Accept')?.[0] === '') headers.delete('Accept');
  const hostHeader = headers.get('Host')?.[0];
  // Go's client sends its own of these (net/http/request.go: reqWriteExcludeHeader).
  for (const own of ['Host', 'Content-Length', 'Transfer-Encoding', 'Trailer']) headers.delete(own);
  return {
    scheme,
    host,
    port,
    authority,
    path: onTheWire,
    url: `${scheme}://${authority}${text}`,
    hostHeader: hostHeader ? cleanHost(hostHeader) : undefined,
    headers,
  };
}

/** The version that probes and hooks call themselves by: that of the rules cited here. */
const KUBELET = '1.36';

function headersOf(written: readonly IHTTPHeader[]): Map<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>();
  for (const { name, value } of written) {
    const key = goHeaderName(name);
    const sent = utf8Bytes(value ?? '').replace(/^[ \t]+|[ \t]+$/g, '');
    headers.set(key, [...(headers.get(key) ?? []), sent]);
  }
  return headers;
}

/** `x-forwarded-FOR` is sent as `X-Forwarded-For` (net/textproto: CanonicalMIMEHeaderKey); what is no header name stays. */
function goHeaderName(name: string): string {
  if (!isToken(name)) return name;
  return name.toLowerCase().replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

/** Is this a name that a header may have? */
export function isToken(name: string): boolean {
  return /^[\w!#$%&'*+\-.^`|~]+$/.test(name);
}

/** A host that cannot be is sent as an empty one (net/http/request.go: write). */
function cleanHost(host: string): string {
  const [beforeSlash = ''] = host.split(/[/ ]/, 1);
  return beforeSlash === host && /^[\w!$%&'()*+,\-.:;=[\]~]*$/.test(host) ? host : '';
}
