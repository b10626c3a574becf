import { TOKEN_BYTES } from '../../prefix/hash-prefix.ts';
import { seededRandom } from '../../schedule/seeded-random.ts';
import type { PromptPart } from '../workload/prompt-chain.ts';

/** Writes a prompt out: four bytes a token, the same text for the same part. */
export function promptText(parts: readonly PromptPart[]): string {
  return parts.map(({ text, tokens }) => textOf(text, tokens * TOKEN_BYTES)).join('');
}

/** Words by the number of the text, cut to size. */
function textOf(number: number, bytes: number): string {
  const random = seededRandom(number);
  let text = `${number} `;
  while (text.length < bytes) text += `${WORDS[Math.floor(random() * WORDS.length)]} `;
  return text.slice(0, bytes);
}

const WORDS = ['pod', 'node', 'wind', 'sail', 'hull', 'boom', 'route', 'tide', 'queue', 'batch', 'cache', 'token', 'a'];
