/**
 * Walks over the fields of a protobuf message: calls back with each field's number and value. A field of length is given as
 * a view into the same memory; nothing is copied. Throws {@link MalformedMessage} for what is no protobuf.
 */
export function readFields(bytes: Uint8Array, field: (number: number, value: number, view: Uint8Array) => void): void {
  eachField(bytes, 0, bytes.length, (number, value, from, to) => {
    field(number, value, from === to ? NO_BYTES : bytes.subarray(from, to));
  });
}

/** The same of a part of some bytes, with the place of each field of length: to make a view takes longer than to read one. */
export function eachField(
  bytes: Uint8Array,
  start: number,
  end: number,
  field: (number: number, value: number, from: number, to: number) => void,
): void {
  let at = start;
  const varint = (): number => {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 10 && at < end; i++) {
      const byte = bytes[at++] as number;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new MalformedMessage('a number that does not end');
  };
  while (at < end) {
    const tag = varint();
    const type = tag & 7;
    if (type === 0) {
      field(tag >>> 3, varint(), at, at);
      continue;
    }
    const length = type === 2 ? varint() : FIXED[type];
    if (length === undefined) throw new MalformedMessage(`a field of wire type ${type}`);
    const from = at;
    at += length;
    if (at > end) throw new MalformedMessage('a field that ends after its message');
    field(tag >>> 3, 0, from, at);
  }
}

/** Bytes of the wire types that have a length of their own: 64 and 32 bits. */
const FIXED: readonly (number | undefined)[] = [undefined, 8, undefined, undefined, undefined, 4];

/** Bytes that are no message of this protocol. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

const NO_BYTES = new Uint8Array(0);

/** Text of a field. Bytes that are no UTF-8 become replacement signs. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
