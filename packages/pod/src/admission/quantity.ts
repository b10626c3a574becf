import { isBadQuantity, parseQuantity } from '../resources/quantity/parse-quantity.ts';
import { printQuantity } from '../resources/quantity/print-quantity.ts';
import { milliUnits, type Quantity, UNIT, ZERO } from '../resources/quantity/quantity.ts';

/**
 * Reads an amount that decoding has let through; where a pod was validated without being decoded, what is no quantity
 * counts as nothing.
 */
export function readQuantity(written: string | number): Quantity {
  const parsed = parseQuantity(written);
  return isBadQuantity(parsed) ? ZERO : parsed;
}

/** An amount as the API server prints it: `0.5` is `500m`. */
export function canonicalQuantity(written: string | number): string {
  return printQuantity(readQuantity(written));
}

/** An amount as it is stored: rounded up to thousandths (SetDefaults_ResourceList in pkg/apis/core/v1/defaults.go@1.36.2). */
export function storedQuantity(written: string | number): string {
  const quantity = readQuantity(written);
  const milli = UNIT / 1000n;
  if (quantity.nanos % milli === 0n) return printQuantity(quantity);
  return printQuantity({ ...quantity, nanos: milliUnits(quantity) * milli, text: undefined });
}

/** Is it nothing? */
export function isZero(written: string | number): boolean {
  return readQuantity(written).nanos === 0n;
}

/** Is it more than nothing? */
export function isPositive(written: string | number): boolean {
  return readQuantity(written).nanos > 0n;
}

/** Is it less than nothing? */
export function isNegative(written: string | number): boolean {
  return readQuantity(written).nanos < 0n;
}
