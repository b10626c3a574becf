import { exactly, type Range, UNKNOWN } from './range.ts';
import type { Kind, SizedType } from './sized-type.ts';

/** What is known of a part of an expression. */
export interface Estimate {
  readonly cost: Range;
  readonly kind: Kind;
  /** Undefined where nobody can tell. */
  readonly size?: Range | undefined;
  /** Keys and values of what the expression makes itself. */
  readonly entry?: Entry | undefined;
  /** The place in the schema; `lost` where that has no such place. */
  readonly place?: SizedType | 'lost' | undefined;
  /** Of a list: what its items are. */
  readonly itemKind?: Kind | undefined;
}

export interface Entry {
  readonly keys: Range;
  readonly values: Range;
}

/** The size of a part, by what it is, by its place, or by its type (computeSize in cel-go checker/cost.go@0.26). */
export function sizeOf({ size, place, kind }: Estimate): Range {
  if (size !== undefined) return size;
  if (typeof place === 'object') return { min: 0, max: place.most };
  return SCALAR.has(kind) ? exactly(1) : UNKNOWN;
}

const SCALAR: ReadonlySet<Kind> = new Set(['bool', 'double', 'duration', 'int', 'timestamp']);

/** An item of a list, or a value of a map. */
export function itemOf(list: Estimate, root: SizedType): Omit<Estimate, 'cost'> {
  const { place, itemKind = 'dyn', entry } = list;
  // Upstream begins at the whole again where it has lost the path.
  const own = place === undefined ? root : place === 'lost' ? 'lost' : (place.items ?? 'lost');
  const kind = typeof place === 'object' ? (place.items?.kind ?? 'dyn') : itemKind;
  const grandchild = typeof own === 'object' && place !== undefined ? own.items?.kind : undefined;
  return { place: own, kind, ...(own === 'lost' && { size: entry?.values }), itemKind: grandchild };
}

/** What may be compared, looked through or shown costs a tenth for each character. */
export const TRAVERSAL = 0.1;
