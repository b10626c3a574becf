/**
 * Cuts a stream into lines. Bytes are copied once, when their complete lines become text; the unfinished rest of a piece is
 * only referred to until its end has come.
 */
export function createLineSplitter(): (piece: Uint8Array | string) => readonly string[] {
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
    return text.split('\n').filter((line) => line !== '');
  };
}

const NEW_LINE = 10;

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
