/**
 * Cuts a stream into lines and reads each. Bytes are copied once, when their complete lines become text; the unfinished rest of a piece is
 * only referred to until its end has come.
 */
export function createLineReader<T>(read: (line: string) => T): (piece: Uint8Array | string) => readonly T[] {
  let rest: Uint8Array[] = [];
  return (piece) => {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : asBuffer(piece);
    const end = bytes.lastIndexOf(NEW_LINE);
    if (end < 0) {
      rest.push(bytes);
      return [];
    }
    const complete = bytes.subarray(0, end);
    const text = (rest.length === 0 ? complete : Buffer.concat([...rest, complete])).toString();
    rest = end + 1 === bytes.length ? [] : [bytes.subarray(end + 1)];
    return readEach(text, read);
  };
}

const NEW_LINE = 10;

/** By hand: `split`, `filter` and `map` cost as much as all else but the reading. */
function readEach<T>(text: string, read: (line: string) => T): readonly T[] {
  const all: T[] = [];
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end > start) all.push(read(text.slice(start, end)));
    start = end + 1;
  }
  return all;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
