import { warningHeaders } from '../write/writing.ts';
import type { ApiAnswer } from './api-answer.ts';
import { Refusal } from './refusal.ts';

/** A warning in front of those that come up, whether the request is refused or not. */
export async function withWarning(text: string | undefined, answer: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  if (text === undefined) return await answer();
  const merged = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
    const own = warningHeaders([text]).warning ?? '';
    return { ...headers, warning: headers.warning === undefined ? own : `${own}, ${headers.warning}` };
  };
  try {
    const given = await answer();
    return { ...given, headers: merged(given.headers) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.status, merged(error.headers));
  }
}
