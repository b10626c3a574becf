import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { messages } from './messages.ts';
import type { Draft, MessageName, Received, Scalar } from './shape.ts';

/** Writes a message in protobuf's wire format. */
export function encode<M extends MessageName>(name: M, value: Draft<M>): Uint8Array {
  const writer = new BinaryWriter();
  writeMessage(writer, name, value);
  return writer.finish();
}

/** Reads a message; fields and values that {@link messages} does not know are passed over. */
export function decode<M extends MessageName>(name: M, bytes: Uint8Array): Received<M> {
  // The table that gives `Received` its shape is the one that is read by.
  return readMessage(new BinaryReader(bytes), name) as Received<M>;
}

type Field = readonly [number: number, kind: Scalar | MessageName, repeated?: 'list' | 'map'];
type Loose = { [field: string]: unknown };

const MAP_KEY = 1;
const MAP_VALUE = 2;

function fieldsOf(name: MessageName): readonly (readonly [string, Field])[] {
  return Object.entries<Field>(messages[name]);
}

function writeMessage(writer: BinaryWriter, name: MessageName, value: object): void {
  for (const [field, [number, kind, repeated]] of fieldsOf(name)) {
    const written = (value as Loose)[field];
    if (written === undefined) continue;
    if (repeated === 'list') {
      for (const item of written as readonly unknown[]) writeValue(writer, number, kind, item);
    } else if (repeated === 'map') {
      for (const [key, item] of Object.entries(written as Loose)) {
        writer.tag(number, WireType.LengthDelimited).fork();
        writer.tag(MAP_KEY, WireType.LengthDelimited).string(key);
        writeValue(writer, MAP_VALUE, kind, item);
        writer.join();
      }
    } else {
      writeValue(writer, number, kind, written);
    }
  }
}

function writeValue(writer: BinaryWriter, number: number, kind: Field[1], value: unknown): void {
  if (!isScalar(kind)) {
    writer.tag(number, WireType.LengthDelimited).fork();
    writeMessage(writer, kind, value as object);
    writer.join();
    return;
  }
  const { wire, write } = SCALARS[kind];
  write(writer.tag(number, wire), value as never);
}

function readMessage(reader: BinaryReader, name: MessageName, length = reader.len - reader.pos): Loose {
  const end = reader.pos + length;
  const byNumber = new Map(fieldsOf(name).map(([field, row]) => [row[0], { field, row }]));
  const result: Loose = {};
  for (const [field, row] of fieldsOf(name)) {
    const zero = zeroOf(row);
    if (zero !== undefined) result[field] = zero;
  }
  while (reader.pos < end) {
    const [number, wire] = reader.tag();
    const known = byNumber.get(number);
    if (known) readField(reader, wire, known.row, result, known.field);
    else reader.skip(wire, number);
  }
  return result;
}

/** Bytes of another kind than the table says are passed over, as protobuf has it. */
function readField(
  reader: BinaryReader,
  wire: WireType,
  [number, kind, repeated]: Field,
  into: Loose,
  field: string,
): void {
  const own = isScalar(kind) && repeated !== 'map' ? SCALARS[kind].wire : WireType.LengthDelimited;
  // Numbers in lists come packed into one field.
  const isPacked = repeated === 'list' && own === WireType.Varint && wire === WireType.LengthDelimited;
  if (wire !== own && !isPacked) {
    reader.skip(wire, number);
  } else if (repeated === 'map') {
    const [key, value] = readEntry(reader, kind);
    (into[field] as Loose)[key] = value;
  } else if (isPacked) {
    const end = reader.uint32() + reader.pos;
    while (reader.pos < end) (into[field] as unknown[]).push(readValue(reader, kind));
  } else if (repeated === 'list') {
    (into[field] as unknown[]).push(readValue(reader, kind));
  } else {
    into[field] = readValue(reader, kind);
  }
}

function readValue(reader: BinaryReader, kind: Field[1]): unknown {
  return isScalar(kind) ? SCALARS[kind].read(reader) : readMessage(reader, kind, reader.uint32());
}

function readEntry(reader: BinaryReader, kind: Field[1]): readonly [string, unknown] {
  const end = reader.uint32() + reader.pos;
  let key = '';
  let value: unknown = zeroOf([MAP_VALUE, kind]);
  while (reader.pos < end) {
    const [number, wire] = reader.tag();
    if (number === MAP_KEY) key = reader.string();
    else if (number === MAP_VALUE) value = readValue(reader, kind);
    else reader.skip(wire, number);
  }
  return [key, value];
}

function zeroOf([, kind, repeated]: Field): unknown {
  if (repeated === 'list') return [];
  // A label may be called `__proto__`.
  if (repeated === 'map') return Object.create(null);
  return isScalar(kind) ? SCALARS[kind].zero : undefined;
}

function isScalar(kind: Field[1]): kind is Scalar {
  return Object.hasOwn(SCALARS, kind);
}

interface ScalarCodec {
  readonly wire: WireType;
  readonly zero: unknown;
  readonly write: (writer: BinaryWriter, value: never) => void;
  readonly read: (reader: BinaryReader) => unknown;
}

const whole = (write: (writer: BinaryWriter, value: number) => void, read: ScalarCodec['read']): ScalarCodec => ({
  wire: WireType.Varint,
  zero: 0,
  write,
  read,
});

const SCALARS: Readonly<Record<Scalar, ScalarCodec>> = {
  string: {
    wire: WireType.LengthDelimited,
    zero: '',
    write: (writer, value: string) => writer.string(value),
    // A runtime may quote what a container wrote; a byte that is no text must not cost the whole answer.
    read: (reader) => LENIENT.decode(reader.bytes()),
  },
  bytes: {
    wire: WireType.LengthDelimited,
    zero: new Uint8Array(0),
    write: (writer, value: Uint8Array) => writer.bytes(value),
    read: (reader) => reader.bytes(),
  },
  bool: {
    wire: WireType.Varint,
    zero: false,
    write: (writer, value: boolean) => writer.bool(value),
    read: (reader) => reader.bool(),
  },
  int32: whole(
    (writer, value) => writer.int32(value),
    (reader) => reader.int32(),
  ),
  uint32: whole(
    (writer, value) => writer.uint32(value),
    (reader) => reader.uint32(),
  ),
  enum: whole(
    (writer, value) => writer.int32(value),
    (reader) => reader.int32(),
  ),
  int64: whole(
    (writer, value) => writer.int64(value),
    (reader) => Number(reader.int64()),
  ),
  uint64: whole(
    (writer, value) => writer.uint64(value),
    (reader) => Number(reader.uint64()),
  ),
};

const LENIENT = new TextDecoder();
