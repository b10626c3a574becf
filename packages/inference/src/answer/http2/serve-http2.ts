import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import type { FollowedCertificate } from '../tls/follow-certificate.ts';
import { type Connection, serveConnection } from './serve-connection.ts';
import type { ServedStream, StreamListener } from './served-stream.ts';

/** A server that listens. */
export interface Http2Listener {
  readonly port: number;
  /** Takes no new streams, lets those under way end for so many ms or until the signal, and closes. */
  readonly close: (graceMs: number, breakOff?: AbortSignal) => Promise<void>;
}

/** Where and how to serve. */
export interface Http2Options {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** For TLS; without it the server speaks in plain text, as both sides know beforehand. */
  readonly certificate?: FollowedCertificate | undefined;
  readonly serve: (stream: ServedStream) => StreamListener;
  readonly now: () => number;
}

/** Listens, and serves every connection. Throws as `listen` does where nothing can listen. */
export async function serveHttp2({ host, port, certificate, serve, now }: Http2Options): Promise<Http2Listener> {
  const sockets = new Set<Socket>();
  const connections = new Set<Connection>();
  let isClosing = false;
  const connected = (socket: Socket) => {
    const connection = serveConnection(socket, serve, now);
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
    // TLS was agreed on while it closed.
    if (isClosing) connection.drain();
  };
  const server: Server | TlsServer = certificate
    ? createTlsServer({ ...certificate.current, ALPNProtocols: ['h2'] }, connected)
    : createServer(connected);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // Who breaks off while TLS is agreed on is no error of ours.
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const unfollow = certificate?.follow((renewed) => {
    if ('setSecureContext' in server) server.setSecureContext(renewed);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close(graceMs, breakOff) {
      isClosing = true;
      unfollow?.();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of connections) connection.drain();
      const refusing = setTimeout(() => {
        for (const connection of connections) connection.refuse();
      }, ROUND_TRIP_MS);
      const end = () => {
        for (const socket of sockets) socket.destroy();
      };
      const ending = setTimeout(end, graceMs);
      breakOff?.addEventListener('abort', end);
      if (breakOff?.aborted) end();
      await closed;
      breakOff?.removeEventListener('abort', end);
      clearTimeout(refusing);
      clearTimeout(ending);
    },
  };
}

/** Who has not answered by then that it knows is not waited for; grpc-go has five seconds (internal/transport/http2_server.go, v1.76). */
const ROUND_TRIP_MS = 1000;
