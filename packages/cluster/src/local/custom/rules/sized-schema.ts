import { KEYS, type SizedType } from '../../cel/cost/sized-type.ts';
import { escapedName } from '../../cel/escaped-name.ts';
import { entriesOf, itemsOf, type JsonSchema } from '../schema/json-schema.ts';

/** How large values of a schema may become in a request (apiserver pkg/cel/common/schemas.go SchemaDeclType@1.36); undefined for what has no type. */
export function sizedSchema(schema: JsonSchema): SizedType | undefined {
  const { type, format = '', maxLength } = schema;
  if (schema['x-kubernetes-int-or-string']) return { kind: 'dyn', most: longestText(schema), least: 1 };
  switch (type) {
    case 'array':
      return ofList(schema);
    case 'object':
      return ofObject(schema);
    case 'string': {
      const known = FORMATS[format];
      if (known !== undefined) return known;
      const isBytes = format === 'byte';
      const most = isBytes && maxLength !== undefined ? Math.max(0, maxLength) : longestText(schema);
      return { kind: isBytes ? 'bytes' : 'string', most, least: 2 };
    }
    case 'boolean':
      return { kind: 'bool', most: 0, least: 4 };
    case 'number':
      return { kind: 'double', most: 0, least: 1 };
    case 'integer':
      return { kind: 'int', most: 0, least: 1 };
    default:
      return undefined;
  }
}

/** In bytes (celconfig.MaxRequestSizeBytes@1.36). */
export const LARGEST_REQUEST: number = 3 * 1024 * 1024;

const FORMATS: Readonly<Record<string, SizedType>> = {
  duration: { kind: 'duration', most: 32, least: 3 },
  date: { kind: 'timestamp', most: 12, least: 12 },
  'date-time': { kind: 'timestamp', most: 32, least: 21 },
};

/** A character may take four bytes. */
function longestText({ maxLength, enum: allowed }: JsonSchema): number {
  if (maxLength !== undefined) return Math.max(0, maxLength) * 4;
  const texts = (allowed ?? []).filter((one) => typeof one === 'string').map((one) => Buffer.byteLength(one));
  return allowed?.length ? Math.max(0, ...texts) : LARGEST_REQUEST - 2;
}

function ofList(schema: JsonSchema): SizedType | undefined {
  const own = itemsOf(schema);
  const items = own && sizedSchema(own);
  if (items === undefined) return undefined;
  const most = schema.maxItems ?? Math.floor((LARGEST_REQUEST - 2) / (items.least + 1));
  return { kind: 'list', most: Math.max(0, most), least: 2, items };
}

function ofObject(schema: JsonSchema): SizedType | undefined {
  const entries = entriesOf(schema);
  if (entries !== undefined) {
    const items = sizedSchema(entries);
    if (items === undefined) return undefined;
    const most = schema.maxProperties ?? Math.floor((LARGEST_REQUEST - 2) / (items.least + KEY_SIGNS));
    return { kind: 'map', most: Math.max(0, most), least: 2, items };
  }
  const fields = new Map<string, SizedType>();
  let least = 2;
  for (const [name, own] of Object.entries(schema.properties ?? {})) {
    const type = sizedSchema(own);
    if (type === undefined) continue;
    const escaped = escapedName(name);
    if (escaped !== undefined) fields.set(escaped, type);
    // What has a default is filled in here, and need not be sent.
    if (schema.required?.includes(name) && own.default === undefined) {
      least += Buffer.byteLength(name) + type.least + KEYS.least + 2;
    }
  }
  return { kind: 'object', most: 0, least, fields };
}

/** Quotes, a colon, a comma and the shortest key, as upstream counts them. */
const KEY_SIGNS = 6;
