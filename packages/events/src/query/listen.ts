import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { apiProblem } from './problem.ts';
import type { RestApi } from './rest.ts';

/** Where an API can be reached. */
export interface RestListening {
  readonly url: string;
  /** Ends it, with what is under way after a moment. */
  readonly close: () => Promise<void>;
}

/** Why it cannot listen. */
export interface CannotListen {
  readonly refused: 'not-loopback' | 'port-taken' | 'no-such-address';
  readonly detail: string;
}

/** The addresses on which the API is served as long as it asks nobody who he is. */
const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/**
 * Serves the API over HTTP, on an address of this machine only: whoever can reach it can read every event. A web page that has
 * its own name lead here (DNS rebinding) is refused by the Host it asks for.
 */
export async function listenRest(
  api: RestApi,
  { host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number },
): Promise<RestListening | CannotListen> {
  if (!LOOPBACK.includes(host)) {
    return { refused: 'not-loopback', detail: `${host} is not this machine's loopback address` };
  }
  return await serveApi({ fetch: (request) => (isLocal(request) ? api.fetch(request) : strange()) }, host, port);
}

/** Serves what everybody may see, such as health and metrics, on any address. */
export async function serveApi(api: RestApi, host: string, port: number): Promise<RestListening | CannotListen> {
  const server = createAdaptorServer({ fetch: api.fetch, serverOptions: LIMITS });
  server.on('clientError', refuseRequest);
  const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException | undefined>();
  server.once('error', resolve);
  server.listen(port, host, () => resolve(undefined));
  const error = await promise;
  if (error !== undefined) {
    const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
    return { refused: isTaken ? 'port-taken' : 'no-such-address', detail: error.message };
  }
  const { port: got } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${got}`,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

/** Bytes of a request's head, and ms until all of a request has come; answers may take as long as they like. */
const LIMITS = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 };

/** What is not even HTTP, or too much of it, is refused in the same way as the rest. */
function refuseRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? apiProblem('header-too-large', `more than ${LIMITS.maxHeaderSize} bytes before the body`)
      : apiProblem('bad-request', 'this cannot be read as HTTP');
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${problem.title}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function isLocal(request: Request): boolean {
  const { hostname } = new URL(request.url);
  return LOOPBACK.includes(hostname.replace(/^\[|\]$/g, ''));
}

function strange(): Response {
  const problem = apiProblem('not-loopback', 'the Host of the request is not this machine', {
    hint: 'ask http://127.0.0.1 or http://localhost',
  });
  return Response.json(problem, { status: 403, headers: { 'Content-Type': 'application/problem+json' } });
}
