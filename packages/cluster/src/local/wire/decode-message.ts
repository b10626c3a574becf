import { structType } from '../schema/kind-type.ts';
import type { Leaf, StructType, ValueType } from '../schema/value-type.ts';
import { fieldNumbers } from './generated/field-numbers.ts';
import { bytesOf, fieldsOf, type WireField } from './wire-fields.ts';

type Json = Record<string, unknown>;

/** An object of a built-in kind, as JSON has it, from its protobuf; undefined for a struct whose numbers nobody has written down. */
export function decodeMessage(struct: string, bytes: Uint8Array): Json | undefined {
  const type = structType(struct);
  return type === undefined || !numbers().has(struct) ? undefined : decodeStruct(type, bytes);
}

function decodeStruct(type: StructType, bytes: Uint8Array, table = type.name, into: Json = {}): Json {
  const names = numbers().get(table);
  for (const field of fieldsOf(bytes)) {
    const name = names?.get(field.number);
    if (name === undefined) continue;
    if (name.startsWith('~')) {
      decodeStruct(type, bytesOf(field), name.slice(1), into);
      continue;
    }
    const known = type.fields.get(name)?.type;
    if (known !== undefined) into[name] = decodeValue(known, field, into[name]);
  }
  return into;
}

/** `before` is what earlier pieces of the same field have brought. */
function decodeValue(type: ValueType, field: WireField, before: unknown): unknown {
  switch (type.is) {
    case 'list':
      return [...((before as readonly unknown[] | undefined) ?? []), decodeValue(type.items, field, undefined)];
    case 'map': {
      const [key, value] = entryOf(type.values, bytesOf(field));
      return { ...(before as Json | undefined), [key]: value };
    }
    case 'struct':
      return decodeStruct(type, bytesOf(field));
    case 'leaf':
      return decodeLeaf(type.leaf, field);
  }
}

function entryOf(values: ValueType, bytes: Uint8Array): readonly [string, unknown] {
  let key = '';
  let value: unknown = values.is === 'leaf' && values.leaf === 'string' ? '' : {};
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) key = textOf(field);
    // A list cannot be the value of a map: it is wrapped into a message (authentication/v1 ExtraValue@1.36).
    else if (values.is === 'list') value = fieldsOf(bytesOf(field)).map(textOf);
    else value = decodeValue(values, field, undefined);
  }
  return [key, value];
}

function decodeLeaf(leaf: Leaf, field: WireField): unknown {
  switch (leaf) {
    case 'string':
      return textOf(field);
    case 'bool':
      return field.value === 1n;
    case 'int32':
    case 'int64':
      return Number(BigInt.asIntN(64, field.value as bigint));
    case 'float64':
      return Buffer.from(bytesOf(field)).readDoubleLE();
    case '[]byte':
      return Buffer.from(bytesOf(field)).toString('base64');
    case 'Quantity':
      return textOf(fieldsOf(bytesOf(field))[0] ?? { number: 1, value: new Uint8Array() });
    case 'Time':
      return timeOf(bytesOf(field), 0);
    case 'MicroTime':
      return timeOf(bytesOf(field), 6);
    case 'IntOrString':
      return intOrString(bytesOf(field));
    case 'any':
      return anything(bytesOf(field));
  }
}

/** Go's zero time has no fields, and is null in JSON. */
function timeOf(bytes: Uint8Array, digits: 0 | 6): string | null {
  const fields = new Map(fieldsOf(bytes).map(({ number, value }) => [number, value as bigint]));
  const seconds = fields.get(1);
  if (seconds === undefined) return null;
  const whole = new Date(Number(BigInt.asIntN(64, seconds)) * 1000).toISOString().slice(0, 19);
  if (digits === 0) return `${whole}Z`;
  const micros = Number(fields.get(2) ?? 0n) / 1000;
  return `${whole}.${String(Math.floor(micros)).padStart(6, '0')}Z`;
}

function intOrString(bytes: Uint8Array): number | string {
  const fields = new Map(fieldsOf(bytes).map((field) => [field.number, field]));
  const text = fields.get(3);
  if (fields.get(1)?.value === 1n) return text === undefined ? '' : textOf(text);
  return Number(BigInt.asIntN(64, (fields.get(2)?.value as bigint | undefined) ?? 0n));
}

/** JSON within protobuf: of unknown kinds, and of what fields a manager owns. */
function anything(bytes: Uint8Array): unknown {
  const raw = fieldsOf(bytes).find(({ number }) => number === 1);
  const text = raw === undefined ? '' : textOf(raw);
  return text === '' ? null : JSON.parse(text);
}

function textOf(field: WireField): string {
  return Buffer.from(bytesOf(field)).toString();
}

let tables: ReadonlyMap<string, ReadonlyMap<number, string>> | undefined;

/** Read when the first message comes. */
function numbers(): ReadonlyMap<string, ReadonlyMap<number, string>> {
  tables ??= new Map(
    fieldNumbers
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', fields = ''] = line.split(': ');
        const entries = fields.split(',').map((field) => {
          const [json = '', number] = field.split(' ');
          return [Number(number), json] as const;
        });
        return [name, new Map(entries)];
      }),
  );
  return tables;
}
