import { randomUUID } from 'node:crypto';
import {
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type Http2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import { createExchange, type ExchangeWorld } from './exchange.ts';
import { BadFrame, createFrameReader } from './grpc/read-frames.ts';
import type { FollowedCertificate } from './tls/follow-certificate.ts';
import { MalformedMessage, readFields, textOf } from './wire/read-fields.ts';
import { readRequest } from './wire/read-request.ts';

/** A server that speaks to proxies. */
export interface ExtProcServer {
  readonly port: number;
  /** Takes no new requests, lets those under way end for so many ms, and closes. */
  readonly close: (graceMs: number) => Promise<void>;
}

/** What the server needs. */
export interface ExtProcOptions extends Pick<ExchangeWorld, 'pick' | 'mostBodyBytes'> {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Is the picker ready to choose? Told by gRPC health checks. */
  readonly isReady: () => boolean;
  /** For TLS; without it the server speaks in plain text. */
  readonly certificate?: FollowedCertificate;
}

/**
 * Serves `envoy.service.ext_proc.v3.ExternalProcessor/Process` and `grpc.health.v1.Health` on HTTP/2. The messages are
 * read and written by hand: a gRPC library took twice the time of each stream (reference/libraries.md 5.6).
 */
export async function serveExtProc(options: ExtProcOptions): Promise<ExtProcServer> {
  const sessions = new Set<Http2Session>();
  const sockets = new Set<Socket>();
  const { certificate } = options;
  const server = certificate
    ? createSecureServer({ ...certificate.current, settings: SETTINGS })
    : createServer({ settings: SETTINGS });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('session', (session) => {
    sessions.add(session);
    session.setLocalWindowSize(CONNECTION_WINDOW);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => {});
  });
  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    // A proxy that goes away in mid-stream is no error of ours.
    stream.on('error', () => {});
    if (headers[':path'] === PROCESS) process(stream, options);
    else if (headers[':path'] === '/grpc.health.v1.Health/Check') checkHealth(stream, options);
    else fail(stream, UNIMPLEMENTED, 'no such method');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const unfollow = certificate?.follow((renewed) => {
    if ('setSecureContext' in server) server.setSecureContext(renewed);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    close(graceMs) {
      unfollow?.();
      return closeServer(server, sessions, sockets, graceMs);
    },
  };
}

function process(stream: ServerHttp2Stream, options: ExtProcOptions): void {
  let status = OK;
  /** With the first reply, so that they go in one packet: a write to the socket costs more than a choice. */
  const begin = () => {
    if (stream.headersSent || stream.closed || stream.destroyed) return;
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  };
  const end = () => {
    begin();
    stream.end();
  };
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(status) }));
  const frames = createFrameReader(MOST_MESSAGE);
  const exchange = createExchange({
    pick: options.pick,
    mostBodyBytes: options.mostBodyBytes,
    requestId: randomUUID,
    say: (bytes) => {
      if (stream.closed || stream.destroyed || stream.writableEnded) return;
      begin();
      // A proxy that reads slower than it writes is not read until it has caught up.
      if (!stream.write(bytes)) stream.pause();
    },
    close: () => {
      end();
      // What still comes is read and not heard, or the stream would never be over.
      stream.resume();
    },
  });
  const hear = (message: Uint8Array) => exchange.hear(readRequest(message));
  stream.on('data', (bytes: Buffer) => {
    try {
      frames.take(bytes, hear);
    } catch (error) {
      if (!(error instanceof BadFrame || error instanceof MalformedMessage)) throw error;
      status = INVALID_ARGUMENT;
      exchange.end();
      end();
    }
  });
  stream.on('drain', () => stream.resume());
  stream.on('end', end);
  stream.on('close', exchange.end);
}

/** `liveness` is the process alone; every other service is ready when the picker is (llm-d-router pkg/epp/server/health.go). */
function checkHealth(stream: ServerHttp2Stream, { isReady }: ExtProcOptions): void {
  let service: string | undefined;
  const frames = createFrameReader(MOST_HEALTH);
  stream.on('data', (bytes: Buffer) => {
    try {
      frames.take(bytes, (message) => {
        service = '';
        readFields(message, (number, _, view) => {
          if (number === 1) service = textOf(view);
        });
      });
    } catch (error) {
      if (!(error instanceof BadFrame || error instanceof MalformedMessage)) throw error;
      service = undefined;
    }
  });
  stream.on('end', () => {
    if (service === undefined) return fail(stream, INVALID_ARGUMENT, 'no health check');
    if (!SERVICES.has(service)) return fail(stream, NOT_FOUND, 'no such service');
    const serving = service === 'liveness' || isReady() ? 1 : 2;
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.from([0, 0, 0, 0, 2, 0x08, serving]));
  });
}

function fail(stream: ServerHttp2Stream, status: number, message: string): void {
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': String(status), 'grpc-message': message },
    { endStream: true },
  );
}

async function closeServer(
  server: Http2Server | Http2SecureServer,
  sessions: ReadonlySet<Http2Session>,
  sockets: ReadonlySet<Socket>,
  graceMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const session of sessions) session.close();
  const timer = setTimeout(() => {
    for (const session of sessions) session.destroy();
    // And those on which nobody ever spoke HTTP/2.
    for (const socket of sockets) socket.destroy();
  }, graceMs);
  await closed;
  clearTimeout(timer);
}

const PROCESS = '/envoy.service.ext_proc.v3.ExternalProcessor/Process';
const OK = 0;
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const UNIMPLEMENTED = 12;
/** The whole server, upstream's names, and the one of its first manifests (GIE v0.3.0 config/manifests/inferencepool-resources.yaml). */
const SERVICES: ReadonlySet<string> = new Set([
  '',
  'liveness',
  'readiness',
  'envoy.service.ext_proc.v3.ExternalProcessor',
  'inference-extension',
]);
const MOST_HEALTH = 4096;
/** A chunk of a body is at most 64 KiB from Envoy; others may send the whole. */
const MOST_MESSAGE = 64 << 20;
const CONNECTION_WINDOW = 64 << 20;
const SETTINGS = { initialWindowSize: 4 << 20, maxFrameSize: 1 << 20, maxConcurrentStreams: 100_000 } as const;
