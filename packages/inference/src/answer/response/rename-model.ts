import { patchBody } from '../../body/patch-body.ts';
import { scanBody } from '../../body/scan-body.ts';
import { keepPieces } from '../keep-pieces.ts';

/** Puts the name that the client asked for in place of the server's. */
export interface Renamer {
  /** What goes on in place of these bytes. */
  readonly take: (pieces: readonly Uint8Array[], endOfStream: boolean) => readonly Uint8Array[];
}

/**
 * Renames `model` of the outermost object: of a JSON body when it is whole, of an event stream line by line. Text that only
 * looks like it, and what is no JSON, goes on as it is; so does what is longer than `most` bytes and would have to be held for that.
 */
export function renameModel(
  { from, to }: { readonly from: string; readonly to: string },
  isStream: boolean,
  most: number = MOST_HELD,
): Renamer {
  const name = Buffer.from(JSON.stringify(to));
  const kept = keepPieces();
  let held = 0;
  /** More of it than may be held: the rest goes on, too. */
  let isTooLong = false;
  const keep = (piece: Uint8Array) => {
    kept.add(piece);
    held += piece.length;
    isTooLong = held > most;
  };
  const take = (): readonly Uint8Array[] => {
    held = 0;
    return kept.take();
  };
  const renamed = (pieces: readonly Uint8Array[], skip: number): readonly Uint8Array[] => {
    const scan = scanBody(() => {});
    let passed = 0;
    for (const piece of pieces) {
      if (passed + piece.length > skip) scan.take(piece.subarray(Math.max(0, skip - passed)));
      passed += piece.length;
    }
    const end = scan.end();
    if (!end.ok || end.found.model !== from) return pieces;
    const ranges = end.found.modelRanges.map((range) => ({ from: range.from + skip, to: range.to + skip }));
    return patchBody(pieces, ranges, name);
  };
  if (!isStream) {
    return {
      take(pieces, endOfStream) {
        if (isTooLong) return pieces;
        for (const piece of pieces) keep(piece);
        if (endOfStream) return renamed(take(), 0);
        return isTooLong ? take() : [];
      },
    };
  }
  const line = (pieces: readonly Uint8Array[]): readonly Uint8Array[] => {
    const head = Buffer.concat(pieces.map((piece) => piece.subarray(0, DATA.length))).toString(
      'latin1',
      0,
      DATA.length,
    );
    return head === DATA ? renamed(pieces, DATA.length) : pieces;
  };
  return {
    take(pieces, endOfStream) {
      const out: Uint8Array[] = [];
      for (const bytes of pieces) {
        let at = 0;
        for (let end = bytes.indexOf(NEW_LINE, at); end >= 0; end = bytes.indexOf(NEW_LINE, at)) {
          const piece = bytes.subarray(at, end + 1);
          if (isTooLong) out.push(piece);
          else if (held === 0) out.push(...line([piece]));
          else {
            keep(piece);
            out.push(...line(take()));
          }
          isTooLong = false;
          at = end + 1;
        }
        if (at === bytes.length) continue;
        if (isTooLong) out.push(bytes.subarray(at));
        else keep(bytes.subarray(at));
        if (isTooLong) out.push(...take());
      }
      if (endOfStream) out.push(...line(take()));
      return out;
    },
  };
}

/** An answer of a million tokens has about four megabytes. */
const MOST_HELD = 4 << 20;
const DATA = 'data:';
const NEW_LINE = 0x0a;
