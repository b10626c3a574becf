import { setTimeout as delay } from 'node:timers/promises';
import { Client, credentials, Metadata, type ServiceError, type status } from '@grpc/grpc-js';
import { decode, encode } from '../wire/codec.ts';
import type { Draft, Received } from '../wire/shape.ts';
import { CriFailure, isNotReady } from './cri-failure.ts';
import { type MethodName, methods, type RequestOf, type ResponseOf } from './methods.ts';

/** A connection to a container runtime, that comes back by itself when the runtime does. */
export interface CriClient {
  /** Calls, and rejects with a {@link CriFailure}. */
  readonly call: <M extends MethodName>(
    method: M,
    request: Draft<RequestOf<M>>,
    options?: CallOptions,
  ) => Promise<Received<ResponseOf<M>>>;
  /** Calls what answers with a stream; `ended` is told why there is no more. The function it gives ends it without a word. */
  readonly stream: <M extends MethodName>(method: M, request: Draft<RequestOf<M>>, heard: Heard<M>) => () => void;
  readonly close: () => void;
}

/** How long to wait, and for what. */
export interface CallOptions {
  /** Undefined = two minutes, the kubelet's runtimeRequestTimeout. Infinity = for ever. */
  readonly timeoutMs?: number;
  /** Waits for a runtime that is away, instead of failing at once. */
  readonly patient?: boolean;
  readonly signal?: AbortSignal;
}

/** Who listens to a stream. */
export interface Heard<M extends MethodName> {
  readonly message: (message: Received<ResponseOf<M>>) => void;
  readonly ended: (failure: CriFailure | undefined) => void;
}

/** Opens a connection; nothing is sent yet. `endpoint` is `unix:///run/containerd/containerd.sock`. */
export function connectCri(endpoint: string): CriClient {
  const client = new Client(endpoint, credentials.createInsecure(), OPTIONS);
  const callOnce = <M extends MethodName>(
    method: M,
    request: Draft<RequestOf<M>>,
    { deadline, patient, signal }: Attempt,
  ): Promise<Received<ResponseOf<M>>> =>
    new Promise((resolve, reject) => {
      const [, requestName, responseName] = methods[method];
      const call = client.makeUnaryRequest(
        pathOf(method),
        (message: Draft<typeof requestName>) => Buffer.from(encode(requestName, message)),
        (bytes) => decode(responseName, bytes) as Received<ResponseOf<typeof method>>,
        request as Draft<typeof requestName>,
        new Metadata({ waitForReady: patient }),
        { deadline },
        (error, response) => {
          signal?.removeEventListener('abort', cancel);
          if (error) reject(new CriFailure(error, error));
          else resolve(response as Received<ResponseOf<typeof method>>);
        },
      );
      const cancel = () => call.cancel();
      if (signal?.aborted) cancel();
      else signal?.addEventListener('abort', cancel, { once: true });
    });
  return {
    async call(method, request, { timeoutMs = USUAL_TIMEOUT_MS, patient = false, signal } = {}) {
      const deadline = timeoutMs === Number.POSITIVE_INFINITY ? timeoutMs : Date.now() + timeoutMs;
      for (;;) {
        try {
          return await callOnce(method, request, { deadline, patient, signal });
        } catch (error) {
          // It listens before it can do anything.
          if (!patient || !isNotReady(error) || Date.now() > deadline) throw error;
          await delay(BETWEEN_ATTEMPTS);
        }
      }
    },
    stream(method, request, { message, ended }) {
      const [, requestName, responseName] = methods[method];
      const call = client.makeServerStreamRequest(
        pathOf(method),
        (value: Draft<typeof requestName>) => Buffer.from(encode(requestName, value)),
        (bytes) => decode(responseName, bytes) as Received<ResponseOf<typeof method>>,
        request as Draft<typeof requestName>,
      );
      let isOver = false;
      const end = (failure: CriFailure | undefined) => {
        if (isOver) return;
        isOver = true;
        ended(failure);
      };
      call.on('data', (value) => isOver || message(value));
      call.on('error', (error: ServiceError & { code: status }) => end(new CriFailure(error, error)));
      call.on('end', () => end(undefined));
      return () => {
        isOver = true;
        call.cancel();
      };
    },
    close: () => client.close(),
  };
}

const USUAL_TIMEOUT_MS = 120_000;
/** ms */
const BETWEEN_ATTEMPTS = 50;

interface Attempt {
  /** ms since 1970 */
  readonly deadline: number;
  readonly patient: boolean;
  readonly signal: AbortSignal | undefined;
}

const OPTIONS = {
  // A runtime that is restarted is back within a second or two; waiting grpc's usual two minutes would leave pods alone.
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 500,
  'grpc.enable_channelz': 0,
  'grpc.enable_retries': 0,
  'grpc.service_config_disable_resolution': 1,
  // kubernetes staging/src/k8s.io/cri-client/pkg/util.go, v1.36.2: maxMsgSize.
  'grpc.max_receive_message_length': 16 * 1024 * 1024,
};

function pathOf(method: MethodName): string {
  return `/${methods[method][0]}/${method}`;
}
