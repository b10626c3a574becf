import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import type { FollowedCertificate } from '../tls/follow-certificate.ts';
import { type Connection, serveConnection } from './serve-connection.ts';
import type { ServedStream, StreamListener } from './served-stream.ts';

/** A server that listens. */
export interface Http2Listener {
  readonly port: number;
  /** Takes no new streams, lets those under way end for so many ms, and closes. */
  readonly close: (graceMs: number) => Promise<void>;
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
  const connected = (socket: Socket) => {
    const connection = serveConnection(socket, serve, now);
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
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
    async close(graceMs) {
      unfollow?.();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of connections) connection.drain();
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
