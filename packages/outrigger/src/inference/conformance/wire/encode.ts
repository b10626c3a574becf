import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { type Field, type MessageName, messages } from './messages.ts';

/** Writes a message in protobuf's wire format; fields that are undefined are left out. */
export function encode(name: MessageName, value: object): Uint8Array {
  const writer = new BinaryWriter();
  write(writer, name, value);
  return writer.finish();
}

function write(writer: BinaryWriter, name: MessageName, value: object): void {
  for (const [field, [number, kind, many]] of Object.entries(messages[name])) {
    const written = (value as { readonly [field: string]: unknown })[field];
    if (written === undefined) continue;
    if (many === 'list') for (const each of written as readonly unknown[]) writeField(writer, number, kind, each);
    else if (many === 'map') {
      for (const [key, each] of Object.entries(written as object)) {
        writer.tag(number, WireType.LengthDelimited).fork();
        writer.tag(1, WireType.LengthDelimited).string(key);
        writeField(writer, 2, kind, each);
        writer.join();
      }
    } else writeField(writer, number, kind, written);
  }
}

function writeField(writer: BinaryWriter, number: number, kind: Field[1], value: unknown): void {
  if (kind === 'bool') writer.tag(number, WireType.Varint).bool(value as boolean);
  else if (kind === 'int32') writer.tag(number, WireType.Varint).int32(value as number);
  else if (kind === 'double') writer.tag(number, WireType.Bit64).double(value as number);
  else if (kind === 'string') writer.tag(number, WireType.LengthDelimited).string(value as string);
  else if (kind === 'bytes') writer.tag(number, WireType.LengthDelimited).bytes(value as Uint8Array);
  else {
    writer.tag(number, WireType.LengthDelimited).fork();
    write(writer, kind, value as object);
    writer.join();
  }
}
