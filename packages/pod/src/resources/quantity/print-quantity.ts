import { type Quantity, UNIT } from './quantity.ts';

/**
 * Prints a quantity as Kubernetes does: the largest suffix that leaves a whole number (`1.5` is `1500m`, `1024Mi` is
 * `1Gi`), or the written text where upstream keeps it.
 *
 * Source: apimachinery/pkg/api/resource/quantity.go@v1.36.2, String and CanonicalizeBytes. Upstream forgets the suffix
 * of amounts of 10^21 or 2^70 and more; here they keep the largest suffix there is.
 */
export function printQuantity(quantity: Quantity): string {
  return quantity.text ?? printCanonical(quantity);
}

function printCanonical({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0';
  if (format === 'BinarySI' && suitsBinary(nanos)) return printBinary(nanos / UNIT);
  return printDecimal(nanos, format === 'DecimalExponent');
}

/** Amounts below 1Ki and fractions are printed with decimal suffixes, so that nothing is lost. */
function suitsBinary(nanos: bigint): boolean {
  const size = nanos < 0n ? -nanos : nanos;
  return size >= 1024n * UNIT && size % UNIT === 0n;
}

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

function printBinary(units: bigint): string {
  const { value, times } = takeOut(units, 1024n, BINARY.length - 1);
  return `${value}${BINARY[times]}`;
}

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];

function printDecimal(nanos: bigint, asExponent: boolean): string {
  const { value, times } = takeOut(nanos, 1000n, asExponent ? Number.POSITIVE_INFINITY : DECIMAL.length - 1);
  if (!asExponent) return `${value}${DECIMAL[times]}`;
  const exponent = 3 * times - 9;
  return exponent === 0 ? `${value}` : `${value}e${exponent}`;
}

function takeOut(amount: bigint, factor: bigint, atMost: number): { readonly value: bigint; readonly times: number } {
  let value = amount;
  let times = 0;
  while (times < atMost && value % factor === 0n) {
    value /= factor;
    times += 1;
  }
  return { value, times };
}
