import type { Environment } from '@marcbachmann/cel-js';
import { readQuantity } from '@outrigger/pod';

/** Amounts (apiserver pkg/cel/library/quantity.go@1.36). */
export function withQuantities(environment: Environment): Environment {
  return environment
    .registerType('kubernetes.Quantity', { ctor: Quantity, fields: {} })
    .registerFunction('isQuantity(string): bool', isQuantity)
    .registerFunction('quantity(string): kubernetes.Quantity', (text: string) => {
      if (!isQuantity(text)) throw new Error(QUANTITY_WORDS);
      return new Quantity(readQuantity(text).nanos);
    })
    .registerFunction('kubernetes.Quantity.sign(): int', ({ nanos }: Quantity) =>
      nanos > 0n ? 1n : nanos < 0n ? -1n : 0n,
    )
    .registerFunction(
      'kubernetes.Quantity.isInteger(): bool',
      ({ nanos }: Quantity) => nanos % UNIT === 0n && isInt64(nanos / UNIT),
    )
    .registerFunction('kubernetes.Quantity.asInteger(): int', ({ nanos }: Quantity) => {
      if (nanos % UNIT !== 0n || !isInt64(nanos / UNIT)) throw new Error('cannot convert value to integer');
      return nanos / UNIT;
    })
    .registerFunction('kubernetes.Quantity.asApproximateFloat(): double', ({ nanos }: Quantity) => Number(nanos) / 1e9)
    .registerFunction(
      'kubernetes.Quantity.isGreaterThan(kubernetes.Quantity): bool',
      (a: Quantity, b: Quantity) => a.nanos > b.nanos,
    )
    .registerFunction(
      'kubernetes.Quantity.isLessThan(kubernetes.Quantity): bool',
      (a: Quantity, b: Quantity) => a.nanos < b.nanos,
    )
    .registerFunction('kubernetes.Quantity.compareTo(kubernetes.Quantity): int', (a: Quantity, b: Quantity) => {
      return a.nanos > b.nanos ? 1n : a.nanos < b.nanos ? -1n : 0n;
    })
    .registerFunction(
      'kubernetes.Quantity.add(kubernetes.Quantity): kubernetes.Quantity',
      (a: Quantity, b: Quantity) => new Quantity(a.nanos + b.nanos),
    )
    .registerFunction(
      'kubernetes.Quantity.add(int): kubernetes.Quantity',
      (a: Quantity, b: bigint) => new Quantity(a.nanos + b * UNIT),
    )
    .registerFunction(
      'kubernetes.Quantity.sub(kubernetes.Quantity): kubernetes.Quantity',
      (a: Quantity, b: Quantity) => new Quantity(a.nanos - b.nanos),
    )
    .registerFunction(
      'kubernetes.Quantity.sub(int): kubernetes.Quantity',
      (a: Quantity, b: bigint) => new Quantity(a.nanos - b * UNIT),
    )
    .registerOperator('kubernetes.Quantity == kubernetes.Quantity', (a: Quantity, b: Quantity) => a.nanos === b.nanos);
}

const UNIT = 1_000_000_000n;

class Quantity {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

const QUANTITY_WORDS = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

function isQuantity(text: string): boolean {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/.test(text);
}

function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}
