import { patchBody } from '../../body/patch-body.ts';
import { scanBody } from '../../body/scan-body.ts';

/** Puts the name that the client asked for in place of the server's. */
export interface Renamer {
  /** What goes on in place of these bytes. */
  readonly take: (pieces: readonly Uint8Array[], endOfStream: boolean) => readonly Uint8Array[];
}

/**
 * Renames `model` of the outermost object: of a JSON body when it is whole, of an event stream line by line. Text that only
 * looks like it, and what is no JSON, goes on as it is.
 */
export function renameModel({ from, to }: { readonly from: string; readonly to: string }, isStream: boolean): Renamer {
  const name = Buffer.from(JSON.stringify(to));
  let held: Uint8Array[] = [];
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
        held.push(...pieces);
        return endOfStream ? renamed(held, 0) : [];
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
          held.push(bytes.subarray(at, end + 1));
          out.push(...line(held));
          held = [];
          at = end + 1;
        }
        if (at < bytes.length) held.push(bytes.subarray(at));
      }
      if (endOfStream) out.push(...line(held));
      return out;
    },
  };
}

const DATA = 'data:';
const NEW_LINE = 0x0a;
