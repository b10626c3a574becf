import type { Transport, TransportAnswer } from '@outrigger/cluster';

/** One answer: to a list or any other request as a whole, to a watch as pieces that come one after the other. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly lines?: readonly unknown[];
  /** What a watch does after its lines; it is closed when nothing is said. */
  readonly after?: 'close' | 'break' | 'hang';
}

/** A server that gives these answers in turn, hangs when they are used up, and keeps what it was asked. */
export interface ScriptedServer extends Transport {
  readonly asked: () => readonly string[];
}

/** Makes one. `breakage` is what a broken connection throws. */
export function createScriptedServer(answers: readonly ScriptedAnswer[], breakage: () => Error): ScriptedServer {
  const asked: string[] = [];
  return {
    asked: () => asked,
    async send({ method, path, signal }): Promise<TransportAnswer> {
      const answer = answers[asked.length];
      asked.push(`${method} ${path}`);
      const { status = 200, headers = {}, body } = answer ?? {};
      if (answer === undefined) await new Promise((end) => signal.addEventListener('abort', end, { once: true }));
      if (answer?.after === 'break' && answer.lines === undefined) throw breakage();
      return { status, headers, body: answer?.lines ? stream(answer, signal, breakage) : whole(body) };
    },
  };
}

async function* whole(body: unknown): AsyncIterable<string> {
  yield typeof body === 'string' ? body : JSON.stringify(body);
}

async function* stream(
  { lines = [], after = 'close' }: ScriptedAnswer,
  signal: AbortSignal,
  breakage: () => Error,
): AsyncIterable<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
  if (after === 'break') throw breakage();
  if (after === 'hang') await new Promise((end) => signal.addEventListener('abort', end, { once: true }));
}
