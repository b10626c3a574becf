import { join } from 'node:path';
import {
  credentials,
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServiceDefinition,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { Answer } from '../proxy.ts';

/** What a wrong picker does otherwise than the right one that it asks. */
export interface Fault {
  /** What it makes of one stream; they are counted from 1. */
  readonly stream?: (count: number) => Stream;
  /** What it says of its health: a status of grpc.health.v1, or the code of a refusal. */
  readonly health?: (service: string) => { readonly status: number } | { readonly code: number };
}

/** One stream of a wrong picker. */
export interface Stream {
  /** What it hears of what the proxy says; `answer` answers itself. */
  readonly hear?: (said: Said, answer: (answer: object) => void) => readonly Said[];
  /** What it says in place of an answer. */
  readonly say?: (answer: Answer) => readonly object[];
  /** It is refused, as by a process that has gone. */
  readonly isDead?: boolean;
  /** It does not hear that the proxy has ended the stream. */
  readonly staysOpen?: boolean;
}

/** What a proxy says, in the shape of `ext-proc.proto`. */
export interface Said {
  readonly request_headers?: SaidHeaders;
  readonly request_body?: SaidBody;
  readonly request_trailers?: object;
  readonly response_headers?: SaidHeaders;
  readonly response_body?: SaidBody;
  readonly response_trailers?: object;
  readonly metadata_context?: object;
}

interface SaidHeaders {
  readonly headers?: { readonly headers?: readonly { readonly key: string; readonly raw_value: Buffer }[] };
  readonly end_of_stream?: boolean;
}

interface SaidBody {
  readonly body?: Buffer;
  readonly end_of_stream?: boolean;
}

/** A wrong picker that listens. */
export interface FaultyPicker extends AsyncDisposable {
  readonly address: string;
}

/** Starts a picker that asks the right one at `behind`, and is wrong in one way. */
export async function startFaultyPicker(behind: string, { stream = () => ({}), health }: Fault): Promise<FaultyPicker> {
  const client = new ExternalProcessor(behind, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  let count = 0;
  server.addService(ExternalProcessor.service, {
    process: (call: Call) => carry(call, () => client.process(), stream(++count)),
  });
  server.addService(HEALTH, {
    check({ request }: { readonly request: Buffer }, answer: sendUnaryData<Buffer>) {
      const said = health?.(request.subarray(2).toString()) ?? { status: 1 };
      if ('code' in said) answer({ code: said.code });
      else answer(null, Buffer.from([0x08, said.status]));
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.forceShutdown();
      client.close();
    },
  };
}

type Call = ServerDuplexStream<Said, object>;

function carry(call: Call, ask: () => Call, { hear, say, isDead, staysOpen }: Stream): void {
  if (isDead) {
    call.emit('error', { code: status.UNAVAILABLE, details: 'gone' });
    return;
  }
  const right = ask();
  let isOver = false;
  const answer = (message: object) => {
    if (!isOver) call.write(message);
  };
  call.on('data', (said: Said) => {
    for (const each of hear?.(said, answer) ?? [said]) right.write(each);
  });
  call.on('end', () => {
    if (!staysOpen) right.end();
  });
  call.on('cancelled', () => {
    isOver = true;
    right.end();
  });
  right.on('data', (said: Answer) => {
    for (const each of say?.(said) ?? [said]) answer(each);
  });
  for (const event of ['end', 'error'] as const) {
    right.on(event, () => {
      if (!isOver) call.end();
      isOver = true;
    });
  }
}

const options = { keepCase: true, oneofs: false, defaults: false, arrays: true } as const;
const loaded = loadPackageDefinition(loadSync(join(import.meta.dirname, '../ext-proc.proto'), options));
const { ExternalProcessor } = (loaded as unknown as Loaded).envoy.service.ext_proc.v3;

/** Messages of one field are read by hand. */
const asIs = (bytes: Buffer) => bytes;
const HEALTH: ServiceDefinition = {
  check: {
    path: '/grpc.health.v1.Health/Check',
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  },
};

interface Loaded {
  readonly envoy: {
    readonly service: {
      readonly ext_proc: {
        readonly v3: {
          readonly ExternalProcessor: {
            new (
              ...parameters: ConstructorParameters<typeof import('@grpc/grpc-js').Client>
            ): { readonly process: () => Call; readonly close: () => void };
            readonly service: ServiceDefinition;
          };
        };
      };
    };
  };
}
