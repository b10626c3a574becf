import type { Schema } from './schema-of.ts';

/** An OpenAPI 2.0 document as clients in Go read it (google/gnostic-models openapiv2/OpenAPIv2.proto@0.7). */
export function documentProtobuf(document: Schema): Uint8Array {
  return Buffer.concat(write(message.Document, document));
}

type Bytes = readonly Uint8Array[];
type Writer = (field: number, value: unknown) => Bytes;
/** Field numbers of a message by the names of its JSON; `$` is for what has no name of its own. */
interface Message {
  readonly fields: Readonly<Record<string, readonly [number, Writer]>>;
  /** Where `x-…` goes. */
  readonly extensions?: number;
}

function write({ fields, extensions }: Message, value: unknown): Bytes {
  return Object.entries(value as Schema).flatMap(([name, item]) => {
    if (item === undefined) return [];
    const field = fields[name];
    if (field !== undefined) return field[1](field[0], item);
    if (extensions === undefined || !name.startsWith('x-')) return [];
    return chunk(extensions, [...text(1, name), ...any(2, item)]);
  });
}

function text(field: number, value: unknown): Bytes {
  return chunk(field, [Buffer.from(String(value))]);
}

const texts: Writer = (field, value) => (value as readonly unknown[]).flatMap((item) => text(field, item));

const flag: Writer = (field, value) => (value === true ? [varint((field << 3) | 0), varint(1)] : []);

const whole: Writer = (field, value) => [varint((field << 3) | 0), varint(Number(value))];

const float: Writer = (field, value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(Number(value));
  return [varint((field << 3) | 1), bytes];
};

/** Anything, as YAML; JSON is some. */
function any(field: number, value: unknown): Bytes {
  return chunk(field, text(2, `${JSON.stringify(value)}\n`));
}

const anys: Writer = (field, value) => (value as readonly unknown[]).flatMap((item) => any(field, item));

function one(type: () => Message): Writer {
  return (field, value) => chunk(field, write(type(), value));
}

function many(type: () => Message): Writer {
  return (field, value) => (value as readonly unknown[]).flatMap((item) => chunk(field, write(type(), item)));
}

/** A map, as pairs of names and values; `at` is the field of the pairs. */
function pairs(at: number, item: Writer): Writer {
  return (field, value) =>
    chunk(
      field,
      Object.entries(value as Schema).flatMap(([name, each]) => chunk(at, [...text(1, name), ...item(2, each)])),
    );
}

function wrapped(inner: number, writer: Writer): Writer {
  return (field, value) => chunk(field, writer(inner, value));
}

/** A parameter, or a pointer at one. */
const parameters: Writer = (field, value) =>
  (value as readonly Schema[]).flatMap((parameter) => {
    const place = parameter.in === 'body' ? 1 : 2;
    if (place === 1) return chunk(field, chunk(1, chunk(1, write(message.Body, parameter))));
    const isPath = parameter.in === 'path';
    const inner = chunk(isPath ? 4 : 3, write(isPath ? message.PathParameter : message.QueryParameter, parameter));
    return chunk(field, chunk(1, chunk(2, inner)));
  });

const pathItems: Writer = (field, value) =>
  chunk(
    field,
    Object.entries(value as Schema).flatMap(([name, item]) =>
      chunk(2, [...text(1, name), ...chunk(2, write(message.PathItem, item))]),
    ),
  );

const responses: Writer = (field, value) =>
  chunk(
    field,
    Object.entries(value as Schema).flatMap(([name, item]) =>
      chunk(1, [...text(1, name), ...chunk(2, chunk(1, write(message.Response, item)))]),
    ),
  );

const operation = one(() => message.Operation);
const schema = one(() => message.Schema);

const message: Readonly<Record<MessageName, Message>> = {
  Document: {
    fields: {
      swagger: [1, text],
      info: [2, one(() => message.Info)],
      paths: [8, pathItems],
      definitions: [9, pairs(1, schema)],
    },
  },
  Info: { fields: { title: [1, text], version: [2, text] } },
  PathItem: {
    fields: {
      get: [2, operation],
      put: [3, operation],
      post: [4, operation],
      delete: [5, operation],
      patch: [8, operation],
      parameters: [9, parameters],
    },
  },
  Operation: {
    fields: {
      tags: [1, texts],
      description: [3, text],
      operationId: [5, text],
      produces: [6, texts],
      consumes: [7, texts],
      parameters: [8, parameters],
      responses: [9, responses],
      schemes: [10, texts],
    },
    extensions: 13,
  },
  Body: {
    fields: { description: [1, text], name: [2, text], in: [3, text], required: [4, flag], schema: [5, schema] },
  },
  QueryParameter: {
    fields: {
      required: [1, flag],
      in: [2, text],
      description: [3, text],
      name: [4, text],
      type: [6, text],
      uniqueItems: [20, flag],
    },
  },
  PathParameter: {
    fields: {
      required: [1, flag],
      in: [2, text],
      description: [3, text],
      name: [4, text],
      type: [5, text],
      uniqueItems: [19, flag],
    },
  },
  Response: { fields: { description: [1, text], schema: [2, wrapped(1, schema)] } },
  Schema: {
    fields: {
      $ref: [1, text],
      format: [2, text],
      title: [3, text],
      description: [4, text],
      default: [5, any],
      multipleOf: [6, float],
      maximum: [7, float],
      exclusiveMaximum: [8, flag],
      minimum: [9, float],
      exclusiveMinimum: [10, flag],
      maxLength: [11, whole],
      minLength: [12, whole],
      pattern: [13, text],
      maxItems: [14, whole],
      minItems: [15, whole],
      uniqueItems: [16, flag],
      maxProperties: [17, whole],
      minProperties: [18, whole],
      required: [19, texts],
      enum: [20, anys],
      additionalProperties: [21, additional],
      type: [22, wrapped(1, text)],
      items: [23, wrapped(1, schema)],
      allOf: [24, many(() => message.Schema)],
      properties: [25, pairs(1, schema)],
    },
    extensions: 31,
  },
};

type MessageName =
  | 'Document'
  | 'Info'
  | 'PathItem'
  | 'Operation'
  | 'Body'
  | 'QueryParameter'
  | 'PathParameter'
  | 'Response'
  | 'Schema';

function additional(field: number, value: unknown): Bytes {
  return typeof value === 'boolean' ? chunk(field, flag(2, value)) : chunk(field, schema(1, value));
}

function chunk(field: number, parts: Bytes): Bytes {
  const length = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return [varint((field << 3) | 2), varint(length), ...parts];
}

/** Most are short; counts of the API may be negative or large. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  if (value < 0 || value > 0x7fffffff) {
    let large = BigInt.asUintN(64, BigInt(value));
    for (; large > 0x7fffffffn; large >>= 7n) bytes.push(Number(large & 127n) | 128);
    rest = Number(large);
  }
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Uint8Array.of(...bytes, rest);
}
