import { Client, type ClientDuplexStream, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import type { Answer } from './wire/answer.ts';
import { decode } from './wire/decode.ts';
import { encode } from './wire/encode.ts';

/** A picker that is being tried. */
export interface Target {
  /** Begins a stream, as a proxy does for each request. */
  readonly open: () => Conversation;
  /** What `grpc.health.v1.Health/Check` says of a service: `SERVING`, `NOT_SERVING`, or the gRPC code of a refusal. */
  readonly health: (service: string) => Promise<string>;
  /** Why nobody can be spoken to; undefined when somebody answers, whatever it is. */
  readonly reach: () => Promise<string | undefined>;
  readonly close: () => void;
}

/** One stream. */
export interface Conversation {
  readonly say: (message: object) => void;
  /** Bytes in place of a message. */
  readonly sayRaw: (bytes: Uint8Array) => void;
  /** What was answered when `enough` says so, the stream ended, or the patience did. */
  readonly hear: (enough: (answers: readonly Answer[]) => boolean) => Promise<Heard>;
  /** Reads nothing until it is called again with false. */
  readonly hold: (isHeld: boolean) => void;
  /** Says that nothing more comes. */
  readonly end: () => void;
  readonly cancel: () => void;
}

/** What was heard on a stream. */
export interface Heard {
  readonly answers: readonly Answer[];
  /** How the stream ended, if it did: `OK`, `UNAVAILABLE: …`. */
  readonly ended: string | undefined;
  /** The patience ended before anything else. */
  readonly late: boolean;
}

/** How a target is spoken to. */
export interface TargetOptions {
  readonly address: string;
  /** Where it answers health checks, if elsewhere. */
  readonly health: string;
  /** With TLS; whoever signed the certificate, for pickers make their own. */
  readonly tls: boolean;
  readonly patienceMs: number;
}

/** Connects to a picker over gRPC. */
export function connectTarget({ address, health, tls, patienceMs }: TargetOptions): Target {
  const channel = () =>
    tls ? credentials.createSsl(null, null, null, { rejectUnauthorized: false }) : credentials.createInsecure();
  const options = {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
  };
  const client = new Client(address, channel(), options);
  const healthClient = health === address ? client : new Client(health, channel(), options);
  const streams = new Set<ClientDuplexStream<Uint8Array, Answer>>();
  return {
    open() {
      const stream = client.makeBidiStreamRequest(PROCESS, asBuffer, read, new Metadata());
      streams.add(stream);
      stream.on('close', () => streams.delete(stream));
      return converse(stream, patienceMs);
    },
    health: async (service) => {
      const { error, status: said } = await checkHealth(healthClient, service, patienceMs);
      return error ? nameOf(error.code) : (HEALTH[said] ?? 'UNKNOWN');
    },
    reach: async () => {
      const { error } = await checkHealth(client, '', patienceMs);
      return error && AWAY.has(error.code) ? reasonOf(error) : undefined;
    },
    close() {
      // A stream that nobody ended would keep the process alive.
      for (const stream of streams) stream.cancel();
      client.close();
      if (healthClient !== client) healthClient.close();
    },
  };
}

const PROCESS = '/envoy.service.ext_proc.v3.ExternalProcessor/Process';
const HEALTH = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'] as const;

function converse(stream: ClientDuplexStream<Uint8Array, Answer>, patienceMs: number): Conversation {
  const answers: Answer[] = [];
  let ended: string | undefined;
  let look = () => {};
  stream.on('data', (answer: Answer) => {
    answers.push(answer);
    look();
  });
  stream.on('error', ({ code, details }: ServiceError) => {
    ended = `${nameOf(code)}${details ? `: ${details}` : ''}`;
    look();
  });
  stream.on('end', () => {
    ended ??= 'OK';
    look();
  });
  const write = (bytes: Uint8Array) => {
    if (ended === undefined) stream.write(bytes);
  };
  return {
    say: (message) => write(encode('ProcessingRequest', message)),
    sayRaw: write,
    hear: (enough) =>
      new Promise((resolve) => {
        const conclude = (late: boolean) => {
          clearTimeout(timer);
          look = () => {};
          resolve({ answers: [...answers], ended, late });
        };
        const timer = setTimeout(() => conclude(true), patienceMs);
        look = () => {
          if (ended !== undefined || enough(answers)) conclude(false);
        };
        look();
      }),
    hold: (isHeld) => (isHeld ? stream.pause() : stream.resume()),
    end: () => stream.end(),
    cancel: () => stream.cancel(),
  };
}

function checkHealth(
  client: Client,
  service: string,
  patienceMs: number,
): Promise<{ readonly error: ServiceError | null; readonly status: number }> {
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      '/grpc.health.v1.Health/Check',
      asBuffer,
      (bytes) => decode('HealthCheckResponse', bytes) as { readonly status?: number },
      encode('HealthCheckRequest', { service }),
      new Metadata(),
      { deadline: Date.now() + patienceMs },
      (error, answer) => resolve({ error, status: answer?.status ?? 0 }),
    );
  });
}

/** Of a server that is not there, or does not speak. */
const AWAY: ReadonlySet<number> = new Set([status.UNAVAILABLE, status.DEADLINE_EXCEEDED]);

/** The system's own words, where grpc-js wraps them in its own. */
function reasonOf({ code, details }: ServiceError): string {
  return /Last error: (?:Error: )?(.*?)\.? Resolution note/.exec(details)?.[1] ?? `${nameOf(code)}: ${details}`;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function read(bytes: Buffer): Answer {
  return decode('ProcessingResponse', bytes) as Answer;
}

function nameOf(code: number): string {
  return status[code] ?? String(code);
}
