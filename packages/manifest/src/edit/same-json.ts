import { isJsonObject, type Json } from '../meaning/json.ts';

/** Do two values say the same? The order of a map's keys says nothing. */
export function isSameJson(one: Json | undefined, other: Json | undefined): boolean {
  return firstDifference(one, other) === undefined;
}

/** The path of what differs first between two values; undefined where nothing does. */
export function firstDifference(
  one: Json | undefined,
  other: Json | undefined,
  path: readonly (string | number)[] = [],
): readonly (string | number)[] | undefined {
  if (one === other) return undefined;
  if (Array.isArray(one) && Array.isArray(other)) {
    const steps = Array.from({ length: Math.max(one.length, other.length) }, (_, index) => index);
    return firstOf(steps, (index) => firstDifference(one[index], other[index], [...path, index]));
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return path;
  const own = (value: { readonly [name: string]: Json }, name: string) =>
    Object.hasOwn(value, name) ? value[name] : undefined;
  return firstOf([...new Set([...Object.keys(one), ...Object.keys(other)])], (name) =>
    firstDifference(own(one, name), own(other, name), [...path, name]),
  );
}

function firstOf<T, R>(all: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
