import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { type Field, type MessageName, messages } from './messages.ts';

/** Reads a message: what was sent, and nothing for what was not; fields that the kit does not know are passed over. */
export function decode(name: MessageName, bytes: Uint8Array): object {
  return read(new BinaryReader(bytes), name);
}

function read(reader: BinaryReader, name: MessageName, length = reader.len): object {
  const known = new Map(Object.entries(messages[name]).map(([field, shape]) => [shape[0], [field, shape] as const]));
  const message: { [field: string]: unknown } = {};
  const end = reader.pos + length;
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const found = known.get(number);
    if (!found || wireType !== wireTypeOf(found[1][1])) {
      reader.skip(wireType);
      continue;
    }
    const [field, [, kind, many]] = found;
    if (many === 'list') message[field] = [...((message[field] as unknown[] | undefined) ?? []), value(reader, kind)];
    else if (many === 'map') message[field] = { ...(message[field] as object | undefined), ...entry(reader, kind) };
    else message[field] = value(reader, kind);
  }
  return message;
}

function value(reader: BinaryReader, kind: Field[1]): unknown {
  if (kind === 'bool') return reader.bool();
  if (kind === 'int32') return reader.int32();
  if (kind === 'double') return reader.double();
  if (kind === 'string') return reader.string();
  if (kind === 'bytes') return reader.bytes();
  return read(reader, kind, reader.uint32());
}

function entry(reader: BinaryReader, kind: Field[1]): object {
  const end = reader.uint32() + reader.pos;
  let key = '';
  let held: unknown;
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    if (number === 1) key = reader.string();
    else if (number === 2) held = value(reader, kind);
    else reader.skip(wireType);
  }
  return { [key]: held };
}

function wireTypeOf(kind: Field[1]): WireType {
  if (kind === 'bool' || kind === 'int32') return WireType.Varint;
  return kind === 'double' ? WireType.Bit64 : WireType.LengthDelimited;
}
