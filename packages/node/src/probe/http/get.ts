import { goQuote } from '@outrigger/pod';
import type { Stop } from '../net/deadline.ts';
import { exchange, type HttpAnswer } from './exchange.ts';
import { redirectOf } from './redirect-of.ts';
import { type HttpRequest, isToken } from './request-of.ts';

/**
 * Gets a URL as Go's client does with the kubelet's rule for redirects: those to the same host are followed, of any other
 * the redirect itself is the answer (pkg/probe/http/http.go@v1.36.2: RedirectChecker).
 */
export async function get(first: HttpRequest, stop: Stop): Promise<HttpAnswer> {
  let request = first;
  for (let sent = 1; ; sent++) {
    const bad = badHeader(request);
    if (bad !== undefined) return failed(request.url, bad);
    if (request.scheme !== 'http' && request.scheme !== 'https')
      return failed(request.url, `unsupported protocol scheme "${request.scheme}"`);
    const answer = await exchange(request, stop);
    if (answer.is === 'none') return failed(request.url, answer.why);
    if (!isRedirect(answer.status) || !answer.location) return answer;
    const next = redirectOf(request, answer.location, first);
    if ('unreadable' in next) return failed(request.url, next.unreadable);
    if (next.host !== first.host) return answer;
    if (sent >= MOST_REQUESTS) return failed(answer.location, 'stopped after 10 redirects');
    request = next;
  }
}

const MOST_REQUESTS = 10;

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** net/url: Error.Error. */
function failed(url: string, why: string): HttpAnswer {
  return { is: 'none', why: `Get "${url}": ${why}` };
}

/** The API server checks names, but not values. */
function badHeader({ headers }: HttpRequest): string | undefined {
  for (const [name, values] of headers) {
    if (!isToken(name)) return `net/http: invalid header field name ${goQuote(name)}`;
    if (values.some((value) => !isFieldValue(value))) return `net/http: invalid header field value for "${name}"`;
  }
  return undefined;
}

function isFieldValue(value: string): boolean {
  return [...value].every((character) => character === '\t' || (character >= ' ' && character !== '\u007f'));
}
