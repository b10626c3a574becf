import { join } from 'node:path';
import { type ClientDuplexStream, credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/** A proxy that speaks to a picker over real gRPC. */
export interface ProxyClient {
  /** Begins a request. */
  readonly open: () => Conversation;
  readonly close: () => void;
}

/** One stream: what is said, and all that was answered so far. */
export interface Conversation {
  readonly say: (message: object) => void;
  /** Resolves with all answers when the picker has ended the stream, or when `enough` says so. */
  readonly hear: (enough?: (answers: readonly Answer[]) => boolean) => Promise<readonly Answer[]>;
  /** Says that nothing more comes. */
  readonly end: () => void;
  readonly cancel: () => void;
}

/** An answer of the picker, in the shape of `ext-proc.proto`. */
export interface Answer {
  readonly request_headers?: { readonly response: CommonAnswer };
  readonly response_headers?: { readonly response: CommonAnswer };
  readonly request_body?: { readonly response: CommonAnswer };
  readonly response_body?: { readonly response: CommonAnswer };
  readonly request_trailers?: object;
  readonly response_trailers?: object;
  readonly immediate_response?: {
    readonly status: { readonly code: number };
    readonly body: string;
    readonly headers: Mutation;
  };
  readonly dynamic_metadata?: object;
}

interface CommonAnswer {
  readonly header_mutation?: Mutation;
  readonly body_mutation?: {
    readonly body?: Buffer;
    readonly streamed_response?: { readonly body: Buffer; readonly end_of_stream?: boolean };
  };
  readonly clear_route_cache?: boolean;
}

interface Mutation {
  readonly set_headers?: readonly {
    readonly header: { readonly key: string; readonly value: string; readonly raw_value: Buffer };
  }[];
  readonly remove_headers?: readonly string[];
}

/** A proxy of the picker that listens at an address. */
export function connectProxy(address: string): ProxyClient {
  const client = new ExternalProcessor(address, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
  return {
    open: () => converse(client.process()),
    close: () => client.close(),
  };
}

/** The value of a header that an answer sets. */
export function setHeader(mutation: Mutation | undefined, name: string): string | undefined {
  const header = mutation?.set_headers?.find((each) => each.header.key === name)?.header;
  return header && (header.raw_value.toString() || header.value);
}

/** Headers as Envoy sends them. */
export function headers(values: Readonly<Record<string, string>>, endOfStream = false): object {
  const map = Object.entries(values).map(([key, value]) => ({ key, raw_value: Buffer.from(value) }));
  return { headers: { headers: map }, end_of_stream: endOfStream };
}

function converse(stream: ClientDuplexStream<object, Answer>): Conversation {
  const answers: Answer[] = [];
  let over = false;
  let look = () => {};
  stream.on('data', (answer: Answer) => {
    answers.push(answer);
    look();
  });
  for (const event of ['end', 'error'] as const) {
    stream.on(event, () => {
      over = true;
      look();
    });
  }
  return {
    say: (message) => stream.write(message),
    end: () => stream.end(),
    cancel: () => stream.cancel(),
    hear: (enough = () => false) =>
      new Promise((resolve) => {
        look = () => {
          if (over || enough(answers)) resolve(answers);
        };
        look();
      }),
  };
}

const options = { keepCase: true, oneofs: true, defaults: false, arrays: true } as const;
const loaded = loadPackageDefinition(loadSync(join(import.meta.dirname, 'ext-proc.proto'), options));
const { ExternalProcessor } = (loaded as unknown as Loaded).envoy.service.ext_proc.v3;

interface Loaded {
  readonly envoy: {
    readonly service: {
      readonly ext_proc: {
        readonly v3: {
          readonly ExternalProcessor: new (
            ...parameters: ConstructorParameters<typeof import('@grpc/grpc-js').Client>
          ) => { readonly process: () => ClientDuplexStream<object, Answer>; readonly close: () => void };
        };
      };
    };
  };
}
