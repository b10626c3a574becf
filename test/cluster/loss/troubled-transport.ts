import { ConnectionError, type Transport, type TransportAnswer } from '@outrigger/cluster';

/** What a network and a server may do to whoever reads. */
export type Fault =
  | 'cut'
  | 'cut within a line'
  | 'stall'
  | 'close'
  | 'too many requests'
  | 'server error'
  | 'server gone';

/** A transport that does so when it is told to. */
export interface TroubledTransport extends Transport {
  readonly trouble: (fault: Fault) => void;
  /** Ends what lasts: `server gone`. */
  readonly heal: () => void;
}

/** Troubles a good one. */
export function createTroubledTransport(good: Transport): TroubledTransport {
  const streams = new Set<(fault: Fault) => void>();
  let next: Fault | undefined;
  let isGone = false;
  const broken = (): ConnectionError => new ConnectionError('BROKEN', 'the connection broke');

  async function* troubled(body: TransportAnswer['body'], signal: AbortSignal): TransportAnswer['body'] {
    let fault: Fault | undefined;
    let wake: ((over: 'over') => void) | undefined;
    const hear = (what: Fault): void => {
      fault ??= what;
      wake?.('over');
    };
    streams.add(hear);
    try {
      const pieces = body[Symbol.asyncIterator]();
      for (;;) {
        const piece = pieces.next();
        const taken = await new Promise<IteratorResult<Uint8Array | string> | 'over'>((over, fail) => {
          wake = over;
          piece.then(over, fail);
          if (fault !== undefined) over('over');
        });
        if (taken === 'over') {
          // A piece may be on its way: half of it comes through.
          if (fault === 'cut within a line') {
            const late = await Promise.race([piece, Promise.resolve(undefined)]);
            const text = typeof late?.value === 'string' ? late.value : Buffer.from(late?.value ?? []).toString();
            if (text !== '') yield text.slice(0, text.length / 2);
          }
          if (fault === 'stall') await new Promise((end) => signal.addEventListener('abort', end, { once: true }));
          if (fault === 'close') return;
          throw broken();
        }
        if (taken.done) return;
        yield taken.value;
      }
    } finally {
      streams.delete(hear);
    }
  }

  return {
    async send(request) {
      const fault = next;
      next = undefined;
      if (isGone) throw broken();
      if (fault === 'too many requests') return refusal(429, 'TooManyRequests', { 'retry-after': '1' });
      if (fault === 'server error') return refusal(500, 'InternalError', {});
      const over = new AbortController();
      request.signal.addEventListener('abort', () => over.abort(), { once: true });
      const answer = await good.send({ ...request, signal: over.signal });
      if (!request.path.includes('watch=')) return answer;
      return { ...answer, body: troubled(answer.body, request.signal) };
    },
    trouble(fault) {
      isGone = fault === 'server gone';
      if (fault === 'too many requests' || fault === 'server error') next = fault;
      for (const hear of streams) hear(fault === 'server gone' || next !== undefined ? 'cut' : fault);
    },
    heal() {
      isGone = false;
      next = undefined;
    },
  };
}

function refusal(code: number, reason: string, headers: Readonly<Record<string, string>>): TransportAnswer {
  const status = JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message: reason, reason, code });
  return { status: code, headers, body: ReadableStream.from([status]) };
}
