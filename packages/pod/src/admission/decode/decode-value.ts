import { isBadQuantity, parseQuantity } from '../../resources/quantity/parse-quantity.ts';
import { printQuantity } from '../../resources/quantity/print-quantity.ts';
import { printPlace } from '../field-path.ts';
import { DecodeStop, inside, type Position, placeOf, typeMessage } from './decoding.ts';
import type { GoFields } from './go-struct.ts';
import { type TimeLayout, timeProblem } from './go-time.ts';

/** A value read as a Go type; undefined stands for null and for what is of the wrong type. */
export function decodeValue(value: unknown, type: string, at: Position): unknown {
  if (value === null || value === undefined) return undefined;
  const special = specials[type];
  if (special) return special(value, at);
  if (type.startsWith('[]')) return decodeList(value, type, at);
  if (type.startsWith('map[string]')) return decodeMap(value, { type, element: type.slice(11) }, at);
  const fields = at.decoding.structs.fieldsOf(type);
  if (fields) return decodeStruct(value, { type, fields }, at);
  return decodeScalar(value, type, at);
}

type Special = (value: unknown, at: Position) => unknown;

/** Types that read themselves, and what is not looked into. */
const specials: Readonly<Record<string, Special>> = {
  any: (value) => value,
  Quantity: decodeQuantity,
  ResourceList: (value, at) => decodeMap(value, { type: 'ResourceList', element: 'Quantity' }, at),
  IntOrString: (value, at) => (typeof value === 'string' ? value : decodeScalar(value, 'int32', at, stop)),
  Time: timeDecoder('2006-01-02T15:04:05Z07:00'),
  MicroTime: timeDecoder('2006-01-02T15:04:05.000000Z07:00'),
  bytes: decodeBytes,
  float64: (value, at) => (typeof value === 'number' ? value : complain(value, 'float64', at)),
};

function decodeStruct(
  value: unknown,
  { type, fields }: { readonly type: string; readonly fields: GoFields },
  at: Position,
): unknown {
  if (!isObject(value)) return complain(value, type, at);
  const { decoding } = at;
  const decoded: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const field = fields.get(name);
    if (!field || decoding.minor < field.firstMinor || decoding.minor > field.lastMinor) {
      const known = field && { from: Math.max(field.firstMinor, 27), to: field.lastMinor };
      const path = [...placeOf(at), name];
      decoding.unknown.push({ field: printPlace(path), path, known });
      continue;
    }
    // Errors name embedded structs on the way since the decoder of 1.35.
    const isNamed = field.embeddedIn !== undefined && decoding.minor >= 35;
    const called = isNamed ? `${field.embeddedIn}.${name}` : name;
    const read = decodeValue(value[name], field.type, { struct: type, step: name, name: called, parent: at, decoding });
    if (read !== undefined) decoded[name] = read;
  }
  return decoded;
}

function decodeList(value: unknown, type: string, at: Position): unknown {
  if (!Array.isArray(value)) return complain(value, type, at);
  const element = type.slice(2);
  const empty = at.decoding.structs.fieldsOf(element) ? {} : element === 'string' ? '' : undefined;
  return value.map((item, index) => decodeValue(item, element, inside(at, index)) ?? empty);
}

function decodeMap(
  value: unknown,
  { type, element }: { readonly type: string; readonly element: string },
  at: Position,
): unknown {
  if (!isObject(value)) return complain(value, type, at);
  const empty = element === 'Quantity' ? '0' : '';
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    decodeValue(item, element, inside(at, key)) ?? empty,
  ]);
  return Object.fromEntries(entries);
}

function decodeScalar(value: unknown, type: string, at: Position, fail: Fail = complain): unknown {
  if (type === 'bool') return typeof value === 'boolean' ? value : fail(value, type, at);
  if (type !== 'int32' && type !== 'int64') return typeof value === 'string' ? value : fail(value, type, at);
  if (typeof value !== 'number') return fail(value, type, at);
  const fits = Number.isInteger(value) && (type === 'int64' || (value >= -(2 ** 31) && value < 2 ** 31));
  // A number of the wrong kind is shown, unlike all other values.
  return fits ? value : fail(value, type, at, `number ${value}`);
}

type Fail = (value: unknown, type: string, at: Position, shown?: string) => undefined;

/** Notes a value of the wrong type; the decoder goes on, and the first one is the answer. */
function complain(value: unknown, type: string, at: Position, shown: string = kindOf(value)): undefined {
  at.decoding.problems.push({ message: typeMessage(shown, at.decoding.structs.print(type), at), path: placeOf(at) });
}

function stop(value: unknown, type: string, at: Position, shown: string = kindOf(value)): undefined {
  throw new DecodeStop({ message: typeMessage(shown, at.decoding.structs.print(type), at), path: placeOf(at) });
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function decodeQuantity(value: unknown, at: Position): string {
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  const parsed = parseQuantity(text);
  if (isBadQuantity(parsed)) throw new DecodeStop({ message: parsed.message, path: placeOf(at) });
  return printQuantity(parsed);
}

/** Base64; new lines are passed over, and everything has to be there (encoding/base64 StdEncoding). */
function decodeBytes(value: unknown, at: Position): unknown {
  if (typeof value !== 'string') return complain(value, 'bytes', at);
  const text = value.replaceAll(/[\r\n]/g, '');
  const good = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?/.exec(text)?.[0] ?? '';
  if (good.length === text.length) return value;
  const bad = /^[A-Za-z0-9+/]*={0,2}/.exec(text.slice(good.length))?.[0] ?? '';
  const isShort = good.length + bad.length === text.length;
  const where = good.endsWith('=')
    ? good.length
    : isShort && bad.includes('=')
      ? text.length
      : good.length + (isShort ? 0 : bad.length);
  throw new DecodeStop({ message: `illegal base64 data at input byte ${where}`, path: placeOf(at) });
}

/** metav1.Time reads RFC 3339, a MicroTime wants six digits behind the seconds; a YAML date is no text. */
function timeDecoder(layout: TimeLayout): (value: unknown, at: Position) => unknown {
  return (value, at) => {
    if (value instanceof Date) return value.toISOString().replace(/\.\d+Z$/, 'Z');
    if (typeof value !== 'string') return stop(value, 'string', at);
    const message = timeProblem(value, layout);
    if (message === undefined) return value;
    throw new DecodeStop({ message, path: placeOf(at) });
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
