/** A field of a protobuf message: a number, or bytes. */
export interface WireField {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

/** All fields of a message in their order; throws a RangeError where the bytes are no message. */
export function fieldsOf(bytes: Uint8Array): readonly WireField[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: WireField[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = view.readUInt8(at++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    if (at + length > view.length) throw new RangeError('a field is longer than its message');
    at += length;
    return view.subarray(at - length, at);
  };
  while (at < view.length) {
    const tag = Number(varint());
    const kind = tag & 7;
    const number = tag >>> 3;
    if (kind === 0) fields.push({ number, value: varint() });
    else if (kind === 1) fields.push({ number, value: take(8) });
    else if (kind === 2) fields.push({ number, value: take(Number(varint())) });
    else if (kind === 5) fields.push({ number, value: take(4) });
    else throw new RangeError(`a field of kind ${kind}`);
  }
  return fields;
}

/** The bytes of a field that has some. */
export function bytesOf({ value }: WireField): Uint8Array {
  return typeof value === 'bigint' ? new Uint8Array() : value;
}
