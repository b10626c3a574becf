import type { AddressInfo } from 'node:net';
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
  const server = createAdaptorServer({ fetch: api.fetch });
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
