import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBadQuantity, parseQuantity } from './parse-quantity.ts';
import { printQuantity } from './print-quantity.ts';
import type { Quantity, QuantityFormat } from './quantity.ts';

const SI = 'DecimalSI';
const BIN = 'BinarySI';
const EXP = 'DecimalExponent';
const MI = 2n ** 20n;

type Row = readonly [mantissa: bigint, exponent: number, format: QuantityFormat, text: string];

// After TestQuantityString, TestMilliNewSet and TestNewSet in apimachinery/pkg/api/resource/quantity_test.go@v1.36.2.
const ROWS: readonly Row[] = [
  [1024n * MI, 0, BIN, '1Gi'],
  [300n * MI, 0, BIN, '300Mi'],
  [6n * 1024n, 0, BIN, '6Ki'],
  [1001n * 1024n * MI, 0, BIN, '1001Gi'],
  [MI * MI, 0, BIN, '1Ti'],
  [5n, 0, BIN, '5'],
  [1023n, 0, BIN, '1023'],
  [1025n, 0, BIN, '1025'],
  [500n, -3, BIN, '500m'],
  [1234567n, -3, BIN, '1234567m'],
  [0n, 0, BIN, '0'],
  [1n, 9, SI, '1G'],
  [1000n, 6, SI, '1G'],
  [1000000000n, 0, SI, '1G'],
  [1n, -3, SI, '1m'],
  [80n, -3, SI, '80m'],
  [108n, -2, SI, '1080m'],
  [10800n, -4, SI, '1080m'],
  [1234000n, 0, SI, '1234k'],
  [1234567n, 6, SI, '1234567M'],
  [1n, 18, SI, '1E'],
  [1n, -9, SI, '1n'],
  [1080n, -9, SI, '1080n'],
  [1000n, -9, SI, '1u'],
  [1080n, -6, SI, '1080u'],
  [0n, 0, SI, '0'],
  [1n, 9, EXP, '1e9'],
  [1n, -3, EXP, '1e-3'],
  [80n, -3, EXP, '80e-3'],
  [300n, 6, EXP, '300e6'],
  [5n, 0, EXP, '5'],
  [1n, 21, EXP, '1e21'],
  [0n, 0, EXP, '0'],
];

describe('printQuantity', () => {
  it.each(ROWS)('prints %d * 10^%d in %s as %s', (mantissa, exponent, format, text) => {
    const nanos = mantissa * 10n ** BigInt(exponent + 9);
    expect(printQuantity({ nanos, format, text: undefined })).toBe(text);
    expect(printQuantity({ nanos: -nanos, format, text: undefined })).toBe(mantissa === 0n ? '0' : `-${text}`);
  });

  it.each([
    ['1024Mi', '1Gi'],
    ['307200Ki', '300Mi'],
    ['5000m', '5'],
    ['0.5', '500m'],
    ['1000M', '1G'],
    ['0.001T', '1G'],
    ['1000u', '1m'],
    ['1.08', '1080m'],
    ['.001e12', '1e9'],
    ['1000e-12', '1e-9'],
    ['.001Ki', '1024m'],
    ['.000000001Ki', '1024n'],
    ['.000000000001Ki', '2n'],
    ['1.5Gi', '1536Mi'],
    ['1.5', '1500m'],
    ['00', '0'],
  ])('prints what was written as %s as %s', (written, text) => {
    expect(printQuantity(parsed(written))).toBe(text);
  });

  // ParseQuantity keeps a text whose digits do not end in three zeros and whose scale is a multiple of three.
  it.each(['1.500', '+1', '01Ki', '1E3', '1.G', '100.035k', '-5'])('gives %s back as it was written', (written) => {
    expect(printQuantity(parsed(written))).toBe(written);
  });

  it('keeps the largest suffix where upstream would lose it', () => {
    expect(printQuantity({ nanos: 10n ** 30n, format: SI, text: undefined })).toBe('1000E');
    expect(printQuantity({ nanos: 2n ** 70n * 10n ** 9n, format: BIN, text: undefined })).toBe('1024Ei');
  });

  it('prints what reads back as the same amount', () => {
    fc.assert(
      fc.property(anyQuantity, (quantity) => {
        expect(parsed(printQuantity(quantity)).nanos).toBe(quantity.nanos);
      }),
    );
  });

  it('prints its own output unchanged', () => {
    fc.assert(
      fc.property(anyQuantity, (quantity) => {
        const text = printQuantity(quantity);
        expect(printQuantity(parsed(text))).toBe(text);
      }),
    );
  });
});

/** Small and huge amounts, round ones among them, inside what a binary suffix can hold. */
const anyQuantity: fc.Arbitrary<Quantity> = fc.record({
  nanos: fc
    .tuple(fc.bigInt(-(2n ** 40n), 2n ** 40n), fc.constantFrom(1n, 1000n, 10n ** 9n, 1024n * 10n ** 9n, MI * 10n ** 9n))
    .map(([amount, unit]) => amount * unit),
  format: fc.constantFrom<QuantityFormat>(SI, BIN, EXP),
  text: fc.constant(undefined),
});

function parsed(text: string): Quantity {
  const quantity = parseQuantity(text);
  if (isBadQuantity(quantity)) throw new Error(`${text}: ${quantity.message}`);
  return quantity;
}
