import type { ByteRange } from './field-book.ts';

/** A body, with other bytes in place of some: as pieces of the chunks it came in, so that nothing is copied. */
export function patchBody(
  chunks: readonly Uint8Array[],
  ranges: readonly ByteRange[],
  replacement: Uint8Array,
): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let base = 0;
  let next = 0;
  for (const chunk of chunks) {
    let from = 0;
    while (next < ranges.length) {
      const range = ranges[next] as ByteRange;
      if (range.from >= base + chunk.length) break;
      // A range that began in an earlier chunk has been replaced there.
      if (range.from >= base) {
        pieces.push(chunk.subarray(from, range.from - base), replacement);
      }
      from = Math.min(chunk.length, range.to - base);
      if (range.to > base + chunk.length) break;
      next++;
    }
    pieces.push(chunk.subarray(from));
    base += chunk.length;
  }
  return pieces.filter((piece) => piece.length > 0);
}
