import { randomUUID } from 'node:crypto';
import { type BodyRoom, createBodyRoom } from './body-room.ts';
import { createExchange, type ExchangeWorld } from './exchange.ts';
import { BadFrame, createFrameReader, type FrameReader } from './grpc/read-frames.ts';
import { writeHeaderBlock } from './http2/hpack/write-header-block.ts';
import { serveHttp2 } from './http2/serve-http2.ts';
import type { ServedStream, StreamListener } from './http2/served-stream.ts';
import type { FollowedCertificate } from './tls/follow-certificate.ts';
import { MalformedMessage, readFields, textOf } from './wire/read-fields.ts';
import { readRequest } from './wire/read-request.ts';

/** A server that speaks to proxies. */
export interface ExtProcServer {
  readonly port: number;
  /** Takes no new requests, lets those under way end for so many ms or until the signal, and closes. */
  readonly close: (graceMs: number, breakOff?: AbortSignal) => Promise<void>;
}

/** What the server needs. */
export interface ExtProcOptions extends Pick<ExchangeWorld, 'pick' | 'mostBodyBytes'> {
  /** What the bodies of all requests share; without it as much as they want. */
  readonly room?: BodyRoom;
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
  const { host, port, certificate } = options;
  return serveHttp2({
    ...{ host, port, certificate },
    now: () => performance.now(),
    serve(stream) {
      if (stream.path === PROCESS) return process(stream, options);
      if (stream.path === '/grpc.health.v1.Health/Check') return checkHealth(stream, options);
      fail(stream, UNIMPLEMENTED, 'no such method');
      return NOTHING;
    },
  });
}

function process(stream: ServedStream, { pick, mostBodyBytes, room = NO_BOUND }: ExtProcOptions): StreamListener {
  let hasAnswered = false;
  const begin = () => {
    if (!hasAnswered) stream.respond(ANSWER);
    hasAnswered = true;
  };
  const end = (status = OK_TRAILERS) => {
    begin();
    stream.finish(status);
    frames = undefined;
  };
  /** Until the answer ends: what comes after that is not heard, and nothing of it is kept. */
  let frames: FrameReader | undefined = createFrameReader(MOST_MESSAGE);
  const exchange = createExchange({
    pick,
    mostBodyBytes,
    room,
    requestId: randomUUID,
    say(pieces) {
      begin();
      stream.send(pieces);
    },
    close: end,
  });
  const hear = (message: readonly Uint8Array[]) => {
    exchange.coming(0);
    exchange.hear(readRequest(message));
  };
  return {
    data(bytes) {
      try {
        frames?.take(bytes, hear);
        if (frames) exchange.coming(frames.held());
      } catch (error) {
        if (!isClients(error)) throw error;
        exchange.end();
        end(INVALID_TRAILERS);
      }
    },
    ended: end,
    sent: exchange.sent,
    closed: exchange.end,
  };
}

/** `liveness` is the process alone; every other service is ready when the picker is (llm-d-router pkg/epp/server/health.go). */
function checkHealth(stream: ServedStream, { isReady }: ExtProcOptions): StreamListener {
  let service: string | undefined;
  const frames = createFrameReader(MOST_HEALTH);
  return {
    data(bytes) {
      try {
        frames.take(bytes, (message) => {
          service = '';
          readFields(Buffer.concat(message), (number, _, view) => {
            if (number === 1) service = textOf(view);
          });
        });
      } catch (error) {
        if (!isClients(error)) throw error;
        service = undefined;
      }
    },
    ended() {
      if (service === undefined) return fail(stream, INVALID_ARGUMENT, 'no health check');
      if (!SERVICES.has(service)) return fail(stream, NOT_FOUND, 'no such service');
      const serving = service === 'liveness' || isReady() ? 1 : 2;
      stream.respond(ANSWER);
      stream.send([Buffer.from([0, 0, 0, 0, 2, 0x08, serving])]);
      stream.finish(OK_TRAILERS);
    },
    closed() {},
  };
}

/** Is it the other side that did what it must not? */
function isClients(error: unknown): boolean {
  return error instanceof BadFrame || error instanceof MalformedMessage;
}

function fail(stream: ServedStream, status: number, message: string): void {
  stream.finish(writeHeaderBlock({ ...HEAD, 'grpc-status': String(status), 'grpc-message': message }));
}

const NO_BOUND = createBodyRoom(Number.POSITIVE_INFINITY);
const HEAD = { ':status': '200', 'content-type': 'application/grpc' };
const ANSWER = writeHeaderBlock(HEAD);
const NOTHING: StreamListener = { data() {}, ended() {}, closed() {} };

const PROCESS = '/envoy.service.ext_proc.v3.ExternalProcessor/Process';
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

const OK_TRAILERS = writeHeaderBlock({ 'grpc-status': '0' });
const INVALID_TRAILERS = writeHeaderBlock({ 'grpc-status': String(INVALID_ARGUMENT) });
