import { goQuote } from '@outrigger/pod';
import { goUrl, utf8Bytes } from './go-url.ts';
import type { HttpRequest } from './request-of.ts';

/** The request that follows a redirect (net/http/client.go at Go 1.26: Client.do), or why there is none. */
export function redirectOf(
  request: HttpRequest,
  location: string,
  first: HttpRequest,
): HttpRequest | { readonly unreadable: string } {
  const bad = problemOf(location);
  const next = bad === undefined ? URL.parse(location, request.url) : undefined;
  if (!next) {
    const where = goQuote(location);
    return { unreadable: `failed to parse Location header ${where}: parse ${where}: ${bad ?? 'invalid URL'}` };
  }
  const scheme = next.protocol.slice(0, -1);
  const [, ownScheme, userInfo, ownAuthority] =
    /^(?:([a-zA-Z][\w+.-]*):)?\/\/(?:([^@/?#]*)@)?([^/?#]*)/.exec(location) ?? [];
  const authority = ownAuthority ?? request.authority;
  const [beforeFragment = ''] = location.split('#', 1);
  const mark = beforeFragment.indexOf('?');
  const { text, onTheWire } = goUrl(next.pathname + (mark < 0 ? '' : beforeFragment.slice(mark)));
  const shown = userInfo === undefined ? '' : `${userInfo.replace(/:.*/s, ':***')}@`;
  return {
    scheme,
    host: next.hostname.replace(/^\[|\]$/g, ''),
    port: Number(next.port) || (scheme === 'https' ? 443 : 80),
    authority,
    path: onTheWire,
    url: `${scheme}://${shown}${authority}${text}${next.hash}`,
    // Whoever redirects to a path means the same site.
    hostHeader: ownScheme === undefined ? request.hostHeader : undefined,
    headers: headersOf(request, next, first),
  };
}

function headersOf({ url, scheme, headers }: HttpRequest, next: URL, first: HttpRequest): HttpRequest['headers'] {
  const sent = new Map(headers);
  if (!first.headers.has('Referer')) {
    sent.delete('Referer');
    // A secure page is not told to one that is not.
    if (!(scheme === 'https' && next.protocol === 'http:')) sent.set('Referer', [utf8Bytes(url.replace(/#.*/s, ''))]);
  }
  const { username, password } = next;
  if ((username !== '' || password !== '') && !sent.has('Authorization')) {
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    sent.set('Authorization', [`Basic ${Buffer.from(user, 'utf8').toString('base64')}`]);
  }
  return sent;
}

/** What Go's url.Parse refuses where others guess. */
function problemOf(location: string): string | undefined {
  const [beforeQuery = ''] = location.split(/[?#]/, 1);
  const [wrong] = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(beforeQuery) ?? [];
  if (wrong !== undefined) return `invalid URL escape ${goQuote(wrong)}`;
  if (beforeQuery.startsWith(':')) return 'missing protocol scheme';
  const isAbsolute = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(beforeQuery);
  return !isAbsolute && /^[^/]*:/.test(beforeQuery) ? 'first path segment in URL cannot contain colon' : undefined;
}
