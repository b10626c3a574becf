import type { Dispatcher } from 'undici';
import type { TransportAnswer } from '../client/transport.ts';

/**
 * Sends one request by undici's own callbacks, without the stream that its `request` puts around an answer: that one copies
 * what comes in small pieces, and costs a watch more than the reading of its lines.
 */
export function dispatchRequest(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<TransportAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<TransportAnswer>();
  const body = createBody();
  let stop = (): void => {};
  dispatcher.dispatch(options, {
    onRequestStart(controller) {
      stop = () => controller.abort(signal.reason ?? new Error('aborted'));
      body.onTaken = () => controller.resume();
      body.onLeft = stop;
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    },
    onResponseStart(_controller, status, headers) {
      const named = Object.entries(headers).map(
        ([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value] as const,
      );
      resolve({ status, headers: Object.fromEntries(named), body: body.pieces });
    },
    onResponseData(controller, chunk) {
      if (body.add(chunk) > READ_AHEAD) controller.pause();
    },
    onResponseEnd() {
      signal.removeEventListener('abort', stop);
      body.end();
    },
    onResponseError(_controller, error) {
      signal.removeEventListener('abort', stop);
      reject(error);
      body.end(error);
    },
  });
  return promise;
}

/** Bytes that may wait for the reader before the socket is read no more. */
const READ_AHEAD = 256 * 1024;

interface Body {
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Gives how many bytes are waiting now. */
  readonly add: (chunk: Uint8Array) => number;
  readonly end: (error?: Error) => void;
  /** Called when everything that was waiting has been taken. */
  onTaken: () => void;
  /** Called when the reader wants no more. */
  onLeft: () => void;
}

function createBody(): Body {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let isOver = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;

  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const taken = waiting;
        [waiting, bytes] = [[], 0];
        // A server sends each event of a watch as a chunk of its own, and many of them come at once.
        if (taken.length > 0) yield Buffer.concat(taken);
        if (waiting.length > 0) continue;
        if (isOver) break;
        body.onTaken();
        // The socket may have had something ready.
        if (waiting.length > 0 || isOver) continue;
        await new Promise<void>((come) => {
          wake = come;
        });
      }
      if (failure !== undefined) throw failure;
    } finally {
      if (!isOver) body.onLeft();
    }
  }

  const body: Body = {
    pieces: { [Symbol.asyncIterator]: read },
    add(chunk) {
      waiting.push(chunk);
      bytes += chunk.length;
      wake?.();
      return bytes;
    },
    end(error) {
      isOver = true;
      failure = error;
      wake?.();
    },
    onTaken() {},
    onLeft() {},
  };
  return body;
}
