import type { Answer } from '../proxy.ts';
import type { Fault, Stream } from './faulty-picker.ts';

/** A picker that is wrong in one way, and which checks must say so in which words. It sends `chat` on as `base-model`, and sheds `batch`. */
export interface Mutant {
  readonly wrong: string;
  readonly fault: () => Fault;
  readonly found: Readonly<Record<string, RegExp>>;
  /** It is found by waiting in vain. */
  readonly isSilent?: boolean;
  /** Another one is wrong in the same way. */
  readonly isLikeAnother?: boolean;
}

/** The header that tells the endpoint. */
export const DESTINATION = 'x-gateway-destination-endpoint';

/** The same words for several checks. */
export function each(ids: readonly string[], words: RegExp): Readonly<Record<string, RegExp>> {
  return Object.fromEntries(ids.map((id) => [id, words]));
}

/** Says something else, answer by answer. */
export function says(say: Say): Fault {
  return { stream: () => ({ say }) };
}

/** Says something else, and remembers what it said on a stream. */
export function saysBy(make: () => Say): Fault {
  return { stream: () => ({ say: make() }) };
}

/** Hears something else, message by message. */
export function hears(hear: Hear): Fault {
  return { stream: () => ({ hear }) };
}

/** Hears something else, and remembers what it heard on a stream. */
export function hearsBy(make: () => Hear): Fault {
  return { stream: () => ({ hear: make() }) };
}

/** An answer in place of a server's. */
export function refusal(code: number): object {
  return { immediate_response: { status: { code } } };
}

type Say = (answer: Answer) => readonly object[];
type Hear = NonNullable<Stream['hear']>;
