import type { IncomingMessage } from 'node:http';
import { type Refusal, refusal } from '../answer/refusal.ts';
import type { ApiRequest } from '../request/api-request.ts';

/** A request with its body. A refusal when that is too large, undefined when the path is none. */
export async function readRequest(
  incoming: IncomingMessage,
  signal: AbortSignal,
): Promise<ApiRequest | Refusal | undefined> {
  const head = readHead(incoming);
  if (head === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // What is too much is read nevertheless: a client who is still writing would not see the answer.
    if (size <= LARGEST) chunks.push(chunk);
  }
  if (size > LARGEST) {
    return refusal(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${LARGEST}`);
  }
  return { ...head, body: Buffer.concat(chunks), signal };
}

/** All but the body. */
export function readHead({
  method = 'GET',
  url = '/',
  headers,
}: IncomingMessage): Omit<ApiRequest, 'body' | 'signal'> | undefined {
  const target = URL.parse(url.startsWith('/') ? `http://server${url}` : url);
  if (target === null || !isDecodable(target.pathname)) return undefined;
  const named = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return { method, path: target.pathname, query: target.searchParams, headers: Object.fromEntries(named) };
}

/** In bytes; MaxRequestBodyBytes of kube-apiserver 1.36. */
const LARGEST = 3 * 1024 * 1024;

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
