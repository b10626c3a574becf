import type { ApiAnswer } from './api-answer.ts';

/** An answer in JSON, as Go writes it: with a new line at its end. */
export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ApiAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: `${JSON.stringify(body)}\n` };
}
