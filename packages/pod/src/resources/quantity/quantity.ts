/** The family of suffixes a quantity is printed with: `100m`, `1Gi` or `1e3`. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/**
 * An exact amount of a resource: cores, bytes or a count.
 *
 * Kubernetes rounds every amount up to a whole billionth when it reads it, so billionths hold all of them without loss
 * (staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go@v1.36.2).
 */
export interface Quantity {
  /** The amount in billionths (10^-9) of the resource's unit. */
  readonly nanos: bigint;
  readonly format: QuantityFormat;
  /**
   * The written text where upstream takes it for canonical and prints it back as it is. Usually it is; `1.500`, `+1` and
   * `1E3` are kept too, until the first addition.
   */
  readonly text: string | undefined;
}

/** One unit in billionths. */
export const UNIT = 1_000_000_000n;
/** Nothing at all; what a missing amount counts as. */
export const ZERO: Quantity = { nanos: 0n, format: 'DecimalSI', text: undefined };

/** A whole number of units, for example bytes. */
export function quantityOf(units: bigint | number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { nanos: BigInt(units) * UNIT, format, text: undefined };
}

/** Adds two amounts; the sum is printed in the format of the first one, unless that is zero (Quantity.Add). */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format, text: undefined };
}

/** Adds amounts in their order; an empty list gives zero. */
export function sumQuantities(amounts: readonly Quantity[]): Quantity {
  const [first, ...others] = amounts;
  // A lone amount keeps its text: upstream copies it and never adds.
  return first === undefined ? ZERO : others.reduce(addQuantities, first);
}

/** The amount `times` over, as many pods ask for it. */
export function multiplyQuantity(quantity: Quantity, times: number): Quantity {
  return times === 1 ? quantity : { ...quantity, nanos: quantity.nanos * BigInt(times), text: undefined };
}

/** Below zero, zero or above zero as `a` is smaller than, equal to or larger than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  if (a.nanos === b.nanos) return 0;
  return a.nanos < b.nanos ? -1 : 1;
}

/** The amount in whole units, rounded away from zero (Quantity.Value): bytes, or a count. */
export function wholeUnits(quantity: Quantity): bigint {
  return divideAwayFromZero(quantity.nanos, UNIT);
}

/** The amount in thousandths, rounded away from zero (Quantity.MilliValue): millicores. */
export function milliUnits(quantity: Quantity): bigint {
  return divideAwayFromZero(quantity.nanos, 1_000_000n);
}

/** The amount rounded up to a whole thousandth, as the API server stores it (Quantity.RoundUp with the scale Milli). */
export function roundUpToMilli(quantity: Quantity): Quantity {
  if (quantity.nanos % 1_000_000n === 0n) return quantity;
  return { ...quantity, nanos: milliUnits(quantity) * 1_000_000n, text: undefined };
}

/** Divides and rounds what is left over away from zero: whoever asks for a little gets at least something. */
export function divideAwayFromZero(amount: bigint, divisor: bigint): bigint {
  const quotient = amount / divisor;
  if (quotient * divisor === amount) return quotient;
  return amount < 0n ? quotient - 1n : quotient + 1n;
}
