import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SimRequest } from '../sim-request.ts';
import type { Objective } from '../summarise.ts';
import { askServer } from './ask-server.ts';
import { createHistogram, type Histogram } from './histogram.ts';
import { promptText } from './prompt-text.ts';

/** A load for a server: requests at their moments, whatever becomes of those before. */
export interface Load {
  readonly url: URL;
  readonly requests: readonly SimRequest[];
  /** Of each request: the model it is for. */
  readonly modelOf: (request: SimRequest) => string;
  readonly isChat: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly objective: Objective;
  /** Is told of each that has ended. */
  readonly onEnded?: (ended: number) => void;
}

/** How a load fared. Times in ms. */
export interface LoadReport {
  readonly sent: number;
  readonly answered: number;
  /** Refused with 429: shed. */
  readonly shed: number;
  /** All others, by what went wrong. */
  readonly failed: Readonly<Record<string, number>>;
  readonly ttft: Histogram;
  readonly tpot: Histogram;
  readonly endToEnd: Histogram;
  /** How late requests were sent; more than a few ms, and the load itself was too slow for what was asked of it. */
  readonly late: Histogram;
  readonly outputTokens: number;
  readonly promptTokens: number;
  readonly cachedTokens: number;
  /** Answered within the objective. */
  readonly good: number;
  /** From the first request to the end of the sending, in seconds. */
  readonly seconds: number;
}

/**
 * Sends a load over real HTTP and follows every answer: an open loop, in which times count from the moment when a request was
 * due, so that a server that hangs is not spared what would have come meanwhile. The signal ends it: what is under way then
 * is given up and not counted.
 */
export async function runLoad(load: Load, signal: AbortSignal): Promise<LoadReport> {
  const { url, requests, objective, timeoutMs } = load;
  const clock = () => performance.now();
  const agent = new (url.protocol === 'https:' ? HttpsAgent : HttpAgent)({ keepAlive: true });
  const [ttft, tpot, endToEnd, late] = [createHistogram(), createHistogram(), createHistogram(), createHistogram()];
  const count = { sent: 0, answered: 0, shed: 0, good: 0, outputTokens: 0, promptTokens: 0, cachedTokens: 0 };
  const failed: Record<string, number> = {};
  const began = clock();
  let ended = 0;

  const ask = async (request: SimRequest) => {
    const due = began + request.at;
    const body = bodyOf(load, request);
    late.record(clock() - due);
    count.sent++;
    const answered = await askServer(url, body, { agent, headers: load.headers, timeout: timeoutMs, signal }, clock);
    if (signal.aborted) {
      count.sent--;
      return;
    }
    load.onEnded?.(++ended);
    const { status, error, firstTokenAt, endedAt, outputTokens } = answered;
    if (status === 429) count.shed++;
    else if (error !== undefined || firstTokenAt === undefined) {
      const why = error ?? 'no-token';
      failed[why] = (failed[why] ?? 0) + 1;
    } else {
      const first = firstTokenAt - due;
      const each = (endedAt - firstTokenAt) / Math.max(1, outputTokens - 1);
      ttft.record(first);
      if (outputTokens > 1) tpot.record(each);
      endToEnd.record(endedAt - due);
      count.answered++;
      count.outputTokens += outputTokens;
      count.promptTokens += answered.promptTokens;
      count.cachedTokens += answered.cachedTokens;
      if (first <= objective.ttftMs && each <= objective.tpotMs) count.good++;
    }
  };

  const underWay: Promise<void>[] = [];
  for (const request of requests) {
    await until(began + request.at, clock, signal);
    if (signal.aborted) break;
    underWay.push(ask(request));
  }
  const seconds = Math.max(0.001, (clock() - began) / 1000);
  await Promise.all(underWay);
  agent.destroy();
  return { ...count, failed, ttft, tpot, endToEnd, late, seconds };
}

function bodyOf({ isChat, modelOf }: Load, request: SimRequest): string {
  const prompt = promptText(request.parts);
  return JSON.stringify({
    model: modelOf(request),
    ...(isChat ? { messages: [{ role: 'user', content: prompt }] } : { prompt }),
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: request.outputTokens,
    // vLLM's and SGLang's: answers as long as the workload has them.
    ignore_eos: true,
  });
}

async function until(at: number, clock: () => number, signal: AbortSignal): Promise<void> {
  const left = at - clock();
  if (left <= 0 || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, left);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end, { once: true });
  });
}
