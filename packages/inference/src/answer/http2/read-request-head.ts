import type { Header } from './hpack/header.ts';

/** What the headers of a request say, as far as it matters here. */
export interface RequestHead {
  readonly path: string;
  /** Bytes of its body, where it says so. */
  readonly contentLength: number | undefined;
}

/** The head of a request; undefined for headers that make none (RFC 9113, 8.2 and 8.3). */
export function readRequestHead(headers: readonly Header[]): RequestHead | undefined {
  let method: string | undefined;
  let scheme: string | undefined;
  let path: string | undefined;
  let hasAuthority = false;
  let isRegular = false;
  let contentLength: number | undefined;
  for (const { name, value } of headers) {
    if (name[0] === ':') {
      if (isRegular) return undefined;
      if (name === ':method' && method === undefined) method = value;
      else if (name === ':scheme' && scheme === undefined) scheme = value;
      else if (name === ':path' && path === undefined) path = value;
      else if (name === ':authority' && !hasAuthority) hasAuthority = true;
      else return undefined;
      continue;
    }
    isRegular = true;
    if (!isAllowed(name, value)) return undefined;
    if (name === 'content-length') {
      if (!/^\d{1,15}$/.test(value)) return undefined;
      contentLength = Number(value);
    }
  }
  if (method === undefined || scheme === undefined || !path) return undefined;
  return { path, contentLength };
}

/** May these stand after a body? */
export function areTrailers(headers: readonly Header[]): boolean {
  return headers.every(({ name, value }) => name[0] !== ':' && isAllowed(name, value));
}

function isAllowed(name: string, value: string): boolean {
  if (name === 'te') return value === 'trailers';
  return !OF_CONNECTIONS.has(name) && NAME.test(name);
}

/** Signs of a token, without upper case. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
const OF_CONNECTIONS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);
