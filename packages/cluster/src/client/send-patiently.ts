import { type BackOff, backOffMs } from './back-off.ts';
import type { Clock } from './clock.ts';
import { ConnectionError } from './connection-error.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

/** How often and when a request is repeated. */
export interface Patience {
  readonly retries: number;
  readonly backOff: BackOff;
  readonly clock: Clock;
  /** Between 0 and 1. */
  readonly random: () => number;
}

/**
 * Sends a request again where that can do no harm. As client-go (rest/with_retry.go@1.36): any method when the server says when
 * to come again (429 of priority and fairness, 5xx with Retry-After: nothing was done), reads also when no answer came or a
 * gateway gave it.
 */
export async function sendPatiently(
  transport: Transport,
  request: TransportRequest,
  { retries, backOff, clock, random }: Patience,
): Promise<TransportAnswer> {
  for (let failures = 1; ; failures++) {
    const isLast = failures > retries || request.signal.aborted;
    const answer = await attempt(transport, request, isLast);
    const backOffNow = backOffMs(backOff, failures, random);
    const wait = answer === undefined ? backOffNow : waitBeforeAgain(request.method, answer, { backOffNow, random });
    if (answer !== undefined) {
      if (isLast || wait === undefined) return answer;
      // What is not read keeps its connection from being used again.
      await drop(answer);
    }
    await clock.delay(wait ?? 0, request.signal);
  }
}

/** Undefined when the answer is final. */
function waitBeforeAgain(
  method: string,
  { status, headers }: TransportAnswer,
  { backOffNow, random }: { readonly backOffNow: number; readonly random: () => number },
): number | undefined {
  const asked = retryAfterOf(headers);
  // Some of the wait is added by chance: whoever was sent away together does not come back together.
  if (asked !== undefined && (status === 429 || status >= 500)) return asked * 1000 * (1 + random() / 4);
  return isRead(method) && [429, 502, 503, 504].includes(status) ? backOffNow : undefined;
}

/** In seconds; dates, which Kubernetes does not send, are not read. */
export function retryAfterOf(headers: TransportAnswer['headers']): number | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** Undefined when there was no answer, and it may be asked for again. */
async function attempt(
  transport: Transport,
  request: TransportRequest,
  isLast: boolean,
): Promise<TransportAnswer | undefined> {
  try {
    return await transport.send(request);
  } catch (error) {
    const isOurs = error instanceof ConnectionError && RETRIED.has(error.code);
    if (isLast || !isOurs || !isRead(request.method)) throw error;
    return undefined;
  }
}

const RETRIED: ReadonlySet<string> = new Set(['BROKEN', 'TIMEOUT']);

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

async function drop({ body }: TransportAnswer): Promise<void> {
  for await (const _piece of body) break;
}
