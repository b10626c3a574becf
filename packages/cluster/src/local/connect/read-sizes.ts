import type { TerminalSize } from './node-connection.ts';

/** Sizes of a terminal, one piece of JSON after the other; pieces that are none are passed over. */
export async function* readSizes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TerminalSize> {
  for await (const chunk of chunks) {
    for (const line of Buffer.from(chunk).toString().split('\n').filter(Boolean)) {
      const size = sizeIn(line);
      if (size !== undefined) yield size;
    }
  }
}

function sizeIn(line: string): TerminalSize | undefined {
  try {
    const { Width, Height } = JSON.parse(line) as { readonly Width?: number; readonly Height?: number };
    return typeof Width === 'number' && typeof Height === 'number' ? { width: Width, height: Height } : undefined;
  } catch {
    return undefined;
  }
}
