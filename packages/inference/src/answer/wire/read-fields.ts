/**
 * Walks over the fields of a protobuf message: calls back with each field's number and value. A field of length is given as
 * a view into the same memory; nothing is copied. Throws {@link MalformedMessage} for what is no protobuf.
 */
export function readFields(bytes: Uint8Array, field: (number: number, value: number, view: Uint8Array) => void): void {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 10; i++) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new MalformedMessage('a number that does not end');
  };
  const skip = (length: number): number => {
    const from = at;
    at += length;
    if (at > bytes.length) throw new MalformedMessage('a field that ends after its message');
    return from;
  };
  while (at < bytes.length) {
    const tag = varint();
    switch (tag & 7) {
      case 0:
        field(tag >>> 3, varint(), NO_BYTES);
        break;
      case 1:
        field(tag >>> 3, 0, bytes.subarray(skip(8), at));
        break;
      case 2:
        field(tag >>> 3, 0, bytes.subarray(skip(varint()), at));
        break;
      case 5:
        field(tag >>> 3, 0, bytes.subarray(skip(4), at));
        break;
      default:
        throw new MalformedMessage(`a field of wire type ${tag & 7}`);
    }
  }
}

/** Bytes that are no message of this protocol. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

const NO_BYTES = new Uint8Array(0);

/** Text of a field. Bytes that are no UTF-8 become replacement signs. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
