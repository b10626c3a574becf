import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Stream } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { selfSigned } from './self-signed.ts';

/** A server on 127.0.0.1 that is gone, with its connections, at the end of the block that it is `using`ed in. */
export interface Served extends AsyncDisposable {
  readonly port: number;
}

/** Serves HTTP/1.1. */
export function serveHttp(listener: RequestListener): Promise<Served> {
  return listen(createServer(listener));
}

/** Serves HTTP/1.1 over TLS with a certificate that nobody vouches for. */
export function serveHttps(listener: RequestListener): Promise<Served> {
  return listen(createHttpsServer({ ...selfSigned }, listener));
}

/** Hands each connection over as it comes. */
export function serveTcp(listener: (socket: Socket) => void): Promise<Served> {
  return listen(createTcpServer(listener));
}

/** Serves HTTP/2 without TLS: what gRPC speaks. */
export function serveHttp2(listener: (stream: ServerHttp2Stream, path: string) => void): Promise<Served> {
  const server = createHttp2Server();
  server.on('stream', (stream, headers) => listener(stream, String(headers[':path'])));
  return listen(server);
}

/** A port on which nobody listens: one that was just given back. */
export async function freePort(): Promise<number> {
  const { port, ...served } = await serveTcp(() => {});
  await served[Symbol.asyncDispose]();
  return port;
}

async function listen(server: Server): Promise<Served> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    // Whoever probes may hang up in the middle.
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
