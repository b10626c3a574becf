/** At least so much, at most so much: of a cost, or of a size (cel-go checker/cost.go@0.26). */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What is more counts as this much (math.MaxUint64). */
const MOST = 2 ** 64;

export const UNKNOWN: Range = { min: 0, max: MOST };

export function exactly(count: number): Range {
  return { min: count, max: count };
}

export function plus(...ranges: readonly Range[]): Range {
  return ranges.reduce((sum, { min, max }) => ({ min: capped(sum.min + min), max: capped(sum.max + max) }), exactly(0));
}

export function times(one: Range, other: Range): Range {
  return { min: product(one.min, other.min), max: product(one.max, other.max) };
}

/** By a part of a unit, e.g. a tenth for each character that is looked at. */
export function byFactor({ min, max }: Range, factor: number): Range {
  return { min: capped(Math.ceil(min * factor)), max: capped(Math.ceil(max * factor)) };
}

export function union(one: Range, other: Range): Range {
  return { min: Math.min(one.min, other.min), max: Math.max(one.max, other.max) };
}

/** A product that ends where counting ends. */
export function product(one: number, other: number): number {
  return one === 0 || other === 0 ? 0 : capped(one * other);
}

function capped(count: number): number {
  return Math.min(count, MOST);
}
