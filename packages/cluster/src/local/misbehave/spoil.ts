import { ConnectionError } from '../../client/connection-error.ts';
import type { ApiAnswer } from '../answer/api-answer.ts';
import type { Refusal } from '../answer/refusal.ts';
import type { Fault } from './misbehaviour.ts';

/** A fault in the body of an answer. */
export type BodyFault =
  | Extract<Fault, { act: 'cut' | 'stall' | 'end' | 'slow' }>
  | (Extract<Fault, { act: 'refuse' }> & { readonly refusal: Refusal });

/** An answer whose body goes wrong on its way. */
export function spoil(
  answer: ApiAnswer,
  fault: BodyFault,
  tools: { readonly signal: AbortSignal; readonly delay: (ms: number, signal?: AbortSignal) => Promise<void> },
): ApiAnswer {
  const { body } = answer;
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  const pieces = isWhole ? [body] : body;
  if (fault.act === 'slow')
    return isWhole ? answer : { ...answer, body: slowly(pieces, () => tools.delay(fault.ms, tools.signal)) };
  return { ...answer, body: untilFault(pieces, fault, tools.signal) };
}

type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

async function* slowly(pieces: Pieces, pause: () => Promise<void>): AsyncGenerator<string | Uint8Array> {
  for await (const piece of pieces) {
    await pause();
    yield piece;
  }
}

async function* untilFault(
  pieces: Pieces,
  fault: Exclude<BodyFault, { act: 'slow' }>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let left = fault.afterLines ?? 0;
  // What goes wrong at once does so whether anything is there to be told or not.
  if (left === 0 && fault.act !== 'cut') return yield* ending(fault, '', signal);
  for await (const piece of pieces) {
    const text = typeof piece === 'string' ? piece : new TextDecoder().decode(piece);
    for (const line of text.split(/(?<=\n)/)) {
      if (left-- === 0) return yield* ending(fault, line, signal);
      yield line;
      if (left === 0 && fault.act !== 'cut') return yield* ending(fault, '', signal);
    }
  }
}

async function* ending(
  fault: Exclude<BodyFault, { act: 'slow' }>,
  line: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  switch (fault.act) {
    case 'cut':
      if (line.length > 1) yield line.slice(0, line.length / 2);
      throw new ConnectionError('BROKEN', 'the server has cut the connection');
    case 'stall':
      await gone(signal);
      return;
    case 'refuse':
      yield `${JSON.stringify({ type: 'ERROR', object: fault.refusal.status })}\n`;
      return;
    case 'end':
      return;
  }
}

async function gone(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((over) => signal.addEventListener('abort', over, { once: true }));
}
