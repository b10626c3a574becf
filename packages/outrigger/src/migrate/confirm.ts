import type { Surroundings } from '../world/surroundings.ts';

/** Asks a question on the terminal; anything but yes is no. */
export async function confirm(question: string, { stderr, stdin }: Surroundings): Promise<boolean> {
  stderr.write(`${question} [y/N] `);
  for await (const chunk of stdin()) {
    return /^\s*y(?:es)?\s*$/i.test(Buffer.from(chunk).toString('utf8'));
  }
  return false;
}
