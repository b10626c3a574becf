import { isList, isMap, type JsonMap, type JsonValue } from '../json-value.ts';
import type { ListAtom } from './atom.ts';
import { keyElement, type PathElement, valueElement } from './path-element.ts';
import { TypedFault } from './typed-fault.ts';

/** Which item of its list something is; a list without such items has none (typed/helpers.go listItemToPathElement). */
export function itemElement(item: JsonValue, { merging }: ListAtom): PathElement {
  if (merging.by === 'keys') {
    if (item === null) throw new TypedFault('associative list with keys may not have a null element');
    if (!isMap(item)) throw new TypedFault('associative list with keys may not have non-map elements');
    return keyElement(keysOf(item, merging.keys));
  }
  if (isMap(item)) throw new TypedFault("associative list without keys has an element that's a map type");
  if (isList(item)) throw new TypedFault('not supported: associative list with lists as elements');
  if (item === null) throw new TypedFault("associative list without keys has an element that's an explicit null");
  return valueElement(item);
}

function keysOf(
  item: JsonMap,
  keys: readonly { readonly name: string; readonly fallback: string | number | undefined }[],
): Readonly<Record<string, JsonValue>> {
  const found: Record<string, JsonValue> = {};
  for (const { name, fallback } of keys) {
    // A key that is null is a key.
    const value = item[name] === undefined ? fallback : item[name];
    if (value !== undefined) found[name] = value;
  }
  if (Object.keys(found).length > 0) return found;
  const names = keys.map(({ name }) => JSON.stringify(name)).join(' ');
  throw new TypedFault(
    `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`,
  );
}
