import type { ApiAnswer } from '../local/answer/api-answer.ts';
import type { User } from '../local/request/api-request.ts';
import type { LocalServer } from '../local/server.ts';
import type { Client } from './client.ts';
import { type ClientOptions, createClient } from './create-client.ts';
import type { Transport } from './transport.ts';

/** A client of a server in this process, for its controllers and its kubelet: no socket, no token. */
export function clientOf(server: LocalServer, user: User, options: Omit<ClientOptions, 'transport'> = {}): Client {
  return createClient({ ...options, transport: inProcess(server, user) });
}

/** Requests that go straight to a server in this process, as this user. */
export function inProcess(server: LocalServer, insider: User): Transport {
  return {
    async send({ method, path, headers, body = '', signal }) {
      const url = new URL(path, 'http://in-process');
      const {
        status,
        headers: answered,
        body: given,
      } = await server.answer({
        method,
        path: url.pathname,
        query: url.searchParams,
        headers,
        body: new TextEncoder().encode(body),
        signal,
        insider,
      });
      const named = Object.fromEntries(Object.entries(answered).map(([name, value]) => [name.toLowerCase(), value]));
      return { status, headers: named, body: piecesOf(given) };
    },
  };
}

async function* piecesOf(body: ApiAnswer['body']): AsyncIterable<Uint8Array | string> {
  if (typeof body === 'string' || body instanceof Uint8Array) yield body;
  else yield* body;
}
