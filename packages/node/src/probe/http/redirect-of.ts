import type { HttpRequest } from './request-of.ts';

/** The request that follows a redirect (net/http/client.go at Go 1.26: Client.do), or why there is none. */
export function redirectOf(
  { url, scheme, hostHeader, headers }: HttpRequest,
  location: string,
): HttpRequest | { readonly unreadable: string } {
  const base = URL.parse(url);
  const next = base && URL.parse(location, base.href);
  if (!next) return { unreadable: `failed to parse Location header "${location}"` };
  const followed = new Map(headers);
  // A secure page is not told to one that is not.
  if (!(scheme === 'https' && next.protocol === 'http:')) followed.set('Referer', [url]);
  const isRelative = !/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(location);
  return {
    scheme: next.protocol.slice(0, -1),
    host: next.hostname.replace(/^\[|\]$/g, ''),
    port: Number(next.port) || (next.protocol === 'https:' ? 443 : 80),
    path: next.pathname + next.search,
    url: next.href,
    // Whoever redirects to a path means the same site.
    hostHeader: isRelative ? hostHeader : undefined,
    headers: followed,
  };
}
