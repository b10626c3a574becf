import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiAnswer } from '../answer/api-answer.ts';
import type { LocalServer } from '../server.ts';

/** A server that listens. */
export interface Listening {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Lets an API server be reached by plain HTTP on 127.0.0.1; port 0 takes any free one. */
export async function serveHttp(server: LocalServer, port: number): Promise<Listening> {
  const http = createServer((incoming, outgoing) => void answer(server, incoming, outgoing));
  await new Promise<void>((listening, failed) => {
    http.once('error', failed);
    http.listen(port, '127.0.0.1', listening);
  });
  const { port: given } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${given}`,
    close: () =>
      new Promise((closed) => {
        http.close(() => closed());
        http.closeAllConnections();
      }),
  };
}

async function answer(server: LocalServer, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://server');
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const given = await server.answer({
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks),
    signal: gone.signal,
  });
  await send(given, outgoing);
}

async function send({ status, headers, body }: ApiAnswer, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(status, headers);
  if (typeof body === 'string' || body instanceof Uint8Array) {
    outgoing.end(body);
    return;
  }
  outgoing.flushHeaders();
  for await (const piece of body) {
    if (outgoing.destroyed) return;
    // Whoever reads slowly is waited for; the watch keeps what comes meanwhile.
    if (!outgoing.write(piece)) await new Promise((drained) => outgoing.once('drain', drained).once('close', drained));
  }
  outgoing.end();
}
