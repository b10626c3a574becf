/**
 * Writes protobuf backwards, from the end of a buffer to its beginning: the length of a message is known when it is written
 * before it, so nothing is measured first and nothing is copied twice.
 */
export interface FieldWriter {
  /** A field of bytes. */
  readonly bytes: (number: number, bytes: Uint8Array) => void;
  /** The same of bytes that lie in several pieces. */
  readonly pieces: (number: number, pieces: readonly Uint8Array[]) => void;
  readonly text: (number: number, text: string) => void;
  readonly varint: (number: number, value: number) => void;
  readonly double: (number: number, value: number) => void;
  /** A message: what `fields` writes; its fields come out in the opposite order. */
  readonly message: (number: number, fields: () => void) => void;
  /** A gRPC message: what `fields` writes, uncompressed. */
  readonly frame: (fields: () => void) => void;
  /** All that was written; the writer begins anew. */
  readonly take: () => Uint8Array;
}

/** A writer with room for so many bytes to begin with; between what it writes it holds no memory. */
export function createFieldWriter(room = 1024): FieldWriter {
  let buffer: Buffer = NO_ROOM;
  let at = 0;
  const need = (count: number) => {
    if (count <= at) return;
    const used = buffer.length - at;
    const more = Buffer.allocUnsafe(Math.max(room, buffer.length * 2, used + count));
    buffer.copy(more, more.length - used, at);
    at = more.length - used;
    buffer = more;
  };
  const raw = (value: number) => {
    need(10);
    let length = 1;
    for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length++;
    at -= length;
    let rest = value;
    for (let i = 0; i < length; i++) {
      buffer[at + i] = i === length - 1 ? rest : (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
  };
  return {
    bytes(number, bytes) {
      need(bytes.length);
      at -= bytes.length;
      buffer.set(bytes, at);
      raw(bytes.length);
      raw(number * 8 + 2);
    },
    pieces(number, pieces) {
      let length = 0;
      for (const piece of pieces) length += piece.length;
      need(length);
      let to = at;
      for (let i = pieces.length - 1; i >= 0; i--) {
        const piece = pieces[i] as Uint8Array;
        to -= piece.length;
        buffer.set(piece, to);
      }
      at = to;
      raw(length);
      raw(number * 8 + 2);
    },
    text(number, text) {
      const length = Buffer.byteLength(text);
      need(length);
      at -= length;
      buffer.write(text, at, 'utf8');
      raw(length);
      raw(number * 8 + 2);
    },
    varint(number, value) {
      raw(value);
      raw(number * 8);
    },
    double(number, value) {
      need(8);
      at -= 8;
      buffer.writeDoubleLE(value, at);
      raw(number * 8 + 1);
    },
    message(number, fields) {
      const end = buffer.length - at;
      fields();
      raw(buffer.length - at - end);
      raw(number * 8 + 2);
    },
    frame(fields) {
      const end = buffer.length - at;
      fields();
      const length = buffer.length - at - end;
      need(5);
      at -= 5;
      buffer[at] = 0;
      buffer.writeUInt32BE(length, at + 1);
    },
    take() {
      const written = buffer.subarray(at);
      buffer = NO_ROOM;
      at = 0;
      return written;
    },
  };
}

const NO_ROOM = Buffer.alloc(0);
