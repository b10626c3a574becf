import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** What became of a request. Times in ms of the clock. */
export interface Answered {
  /** Undefined when there was no answer at all. */
  readonly status: number | undefined;
  /** Of what went wrong: `ECONNREFUSED`, `cut-short`; undefined when it was answered whole. */
  readonly error: string | undefined;
  readonly firstTokenAt: number | undefined;
  readonly endedAt: number;
  readonly outputTokens: number;
  readonly promptTokens: number;
  readonly cachedTokens: number;
}

/** Sends a body and follows the streamed answer. Never rejects: what goes wrong is an answer too. */
export function askServer(
  url: URL,
  body: string,
  options: Pick<RequestOptions, 'agent' | 'headers' | 'signal' | 'timeout'>,
  clock: () => number,
): Promise<Answered> {
  return new Promise((resolve) => {
    let isLate = false;
    const seen = { firstTokenAt: undefined as number | undefined, events: 0, usage: undefined as Usage | undefined };
    const end = (status: number | undefined, error: string | undefined) => {
      resolve({
        status,
        error,
        firstTokenAt: seen.firstTokenAt,
        endedAt: clock(),
        outputTokens: seen.usage?.completion_tokens ?? seen.events,
        promptTokens: seen.usage?.prompt_tokens ?? 0,
        cachedTokens: seen.usage?.prompt_tokens_details?.cached_tokens ?? 0,
      });
    };
    const headers = { 'content-type': 'application/json', ...(options.headers as object) };
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const asking: ClientRequest = send(url, { ...options, method: 'POST', headers }, (response: IncomingMessage) => {
      let isDone = false;
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() as string;
        for (const line of lines) {
          if (!line.startsWith('data:')) continue;
          const data = line.slice('data:'.length).trim();
          if (data === '[DONE]') isDone = true;
          else follow(seen, data, clock);
        }
      });
      // To give up is an error of the response, too, and its comes first.
      response.on('error', () => end(response.statusCode, isLate ? 'timeout' : 'cut-short'));
      response.on('end', () => {
        const isGood = response.statusCode === 200;
        end(response.statusCode, isGood ? (isDone ? undefined : 'cut-short') : `http-${response.statusCode}`);
      });
    });
    asking.on('timeout', () => {
      isLate = true;
      asking.destroy();
    });
    asking.on('error', (error: NodeJS.ErrnoException) =>
      end(undefined, isLate ? 'timeout' : (error.code ?? error.name)),
    );
    asking.end(body);
  });
}

interface Usage {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
  readonly prompt_tokens_details?: { readonly cached_tokens?: number } | null;
}

/** An event of the stream: one with a choice is a token, as servers send them one by one; the last may have the usage. */
function follow(
  seen: { firstTokenAt: number | undefined; events: number; usage: Usage | undefined },
  data: string,
  clock: () => number,
): void {
  // Most are tokens: reading each as JSON would make the load the slowest part.
  if (!data.includes('"choices":[]') && !data.includes('"choices": []')) {
    seen.firstTokenAt ??= clock();
    seen.events++;
  }
  const place = data.indexOf('"usage":{') >= 0 ? data : data.includes('"usage": {') ? data : undefined;
  if (place === undefined) return;
  try {
    seen.usage = (JSON.parse(place) as { usage?: Usage }).usage;
  } catch {
    // Half an event: the tokens have been counted.
  }
}
