import type { Field, StructType, ValueType } from './value-type.ts';

/**
 * An object as Go gives it back after reading it: what is empty is left out where its tag says so, structs that are no pointers
 * are there even when nobody wrote them (encoding/json, by the tags of k8s.io/api@1.36). What would be null is added by `withNulls`.
 */
export function asGoWrites(object: Value, type: StructType): Value {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    const field = type.fields.get(name);
    if (field === undefined) written[name] = value;
    else if (!isLeftOut(value, field)) written[name] = insideOf(value, field.type);
  }
  for (const [name, { go, type: own }] of type.fields) {
    if (go?.isAlways !== true || go.isPointer || written[name] !== undefined) continue;
    const zero = zeroOf(own);
    if (zero !== undefined) written[name] = zero;
  }
  return written;
}

/** An object with the nulls that Go writes for lists, maps, pointers and times which nobody has filled. */
export function withNulls(object: Value, type: StructType): Value {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    const own = type.fields.get(name)?.type;
    written[name] = own === undefined ? value : eachStruct(value, own, withNulls);
  }
  for (const [name, { go, type: own }] of type.fields) {
    if (go?.isAlways && written[name] === undefined && isNullWhenEmpty(own, go.isPointer)) written[name] = null;
  }
  return written;
}

type Value = Readonly<Record<string, unknown>>;

function insideOf(value: unknown, type: ValueType): unknown {
  return eachStruct(value, type, asGoWrites);
}

function eachStruct(value: unknown, type: ValueType, change: (object: Value, type: StructType) => Value): unknown {
  if (type.is === 'leaf' || typeof value !== 'object' || value === null) return value;
  if (type.is === 'list')
    return Array.isArray(value) ? value.map((item) => eachStruct(item, type.items, change)) : value;
  if (type.is === 'struct') return change(value as Value, type);
  if (type.values.is === 'leaf') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, eachStruct(item, type.values, change)]));
}

/** Whether a field goes unwritten: it may, and it is empty. */
function isLeftOut(value: unknown, { go, type }: Field): boolean {
  if (value === undefined || value === null) return true;
  if (go?.isAlways || type.is === 'struct') return false;
  if (type.is === 'leaf') return !go?.isPointer && (value === '' || value === 0 || value === false);
  return Object.keys(value).length === 0;
}

/** What a field is that nobody wrote; undefined for what is null. */
function zeroOf(type: ValueType): unknown {
  if (type.is === 'struct') return asGoWrites({}, type);
  return type.is === 'leaf' ? zeros[type.leaf] : undefined;
}

const zeros: Readonly<Record<string, unknown>> = {
  string: '',
  bool: false,
  int32: 0,
  int64: 0,
  float64: 0,
  Quantity: '0',
  IntOrString: 0,
};

function isNullWhenEmpty(type: ValueType, isPointer: boolean): boolean {
  if (isPointer || type.is === 'list' || type.is === 'map') return true;
  return type.is === 'leaf' && zeros[type.leaf] === undefined;
}
