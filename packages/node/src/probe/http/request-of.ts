import type { IHTTPGetAction, IHTTPHeader } from 'kubernetes-models/v1';
import { containerPort, type NoPort } from '../container-port.ts';
import { joinHostPort } from '../net/go-network-words.ts';
import type { ProbeTarget } from '../probe-target.ts';
import { goUrl } from './go-url.ts';

/** One GET, as it goes over the wire. */
export interface HttpRequest {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Path and query, one character for each byte. */
  readonly path: string;
  /** The whole URL, as messages show it. */
  readonly url: string;
  /** The header Host, where it is not just the URL's. */
  readonly hostHeader: string | undefined;
  /** All other headers; names in Go's spelling. */
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
  const { text, onTheWire } = goUrl(action.path ?? '');
  const headers = headersOf(action.httpHeaders ?? []);
  const userAgent = headers.get('User-Agent');
  if (!userAgent) headers.set('User-Agent', [`kube-${purpose}/${KUBELET}`]);
  else if (userAgent[0] === '') headers.delete('User-Agent');
  if (!headers.has('Accept')) headers.set('Accept', ['*/*']);
  else if (headers.get('Accept')?.[0] === '') headers.delete('Accept');
  const hostHeader = headers.get('Host')?.[0] || undefined;
  // Go's client sends its own of these (net/http/request.go: reqWriteExcludeHeader).
  for (const own of ['Host', 'Content-Length', 'Transfer-Encoding', 'Trailer']) headers.delete(own);
  const url = `${scheme}://${joinHostPort(host, port)}${text}`;
  return { scheme, host, port, path: onTheWire, url, hostHeader, headers };
}

/** The version that probes and hooks call themselves by: that of the rules cited here. */
const KUBELET = '1.36';

function headersOf(written: readonly IHTTPHeader[]): Map<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>();
  for (const { name, value } of written) {
    const key = goHeaderName(name);
    headers.set(key, [...(headers.get(key) ?? []), value ?? '']);
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
