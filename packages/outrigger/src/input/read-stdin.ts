import type { Surroundings } from '../world/surroundings.ts';

/** All of the standard input. */
export async function readStdinText({ stdin }: Surroundings): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
