import type { ApiObject } from '../object/api-object.ts';
import type { SortedKeys } from './sorted-keys.ts';
import type { ListedRange, ListRange, StoredChange, StoredEntry } from './store.ts';

/** What a bucket holds now. */
export interface Contents {
  readonly objects: ReadonlyMap<string, ApiObject>;
  readonly keys: SortedKeys;
}

/** A part of a bucket, as it was before changes that have come since: only what they have touched is looked at twice. */
export function readRange(
  { objects, keys }: Contents,
  { prefix = '', after, limit = Number.POSITIVE_INFINITY }: ListRange,
  since: readonly StoredChange[],
): Omit<ListedRange, 'version'> {
  const begin = after !== undefined && after >= prefix ? `${after}\0` : prefix;
  const isWithin = (key: string): boolean => key >= begin && key.startsWith(prefix);
  const past = new Map<string, ApiObject | undefined>();
  for (const { key, before } of since) if (isWithin(key) && !past.has(key)) past.set(key, before);
  const end = prefix === '' ? keys.size : keys.rank(`${prefix}\uffff`);
  let total = Math.max(0, end - keys.rank(begin));
  for (const [key, object] of past) total += Number(object !== undefined) - Number(objects.has(key));

  const entries: StoredEntry[] = [];
  for (const key of past.size === 0 ? keys.from(begin) : merged(keys.from(begin), [...past.keys()].sort())) {
    if (entries.length >= limit || !key.startsWith(prefix)) break;
    const object = past.has(key) ? past.get(key) : objects.get(key);
    if (object !== undefined) entries.push({ key, object });
  }
  return { entries, remaining: total - entries.length };
}

/** Two rows of sorted keys as one; what is in both comes once. */
function* merged(one: Iterable<string>, other: readonly string[]): Generator<string> {
  let place = 0;
  for (const key of one) {
    for (; place < other.length && (other[place] ?? '') <= key; place++) {
      if (other[place] !== key) yield other[place] ?? '';
    }
    yield key;
  }
  yield* other.slice(place);
}
