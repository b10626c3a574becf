import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBadQuantity, parseQuantity } from './parse-quantity.ts';
import { printQuantity } from './print-quantity.ts';
import {
  addQuantities,
  compareQuantities,
  milliUnits,
  type Quantity,
  quantityOf,
  roundUpToMilli,
  sumQuantities,
  wholeUnits,
} from './quantity.ts';

describe('a quantity', () => {
  // After TestQuantityCmp and TestQuantityCmpInt64AndDec in apimachinery/pkg/api/resource/quantity_test.go@v1.36.2.
  it.each([
    ['0', '0', 0],
    ['100m', '50m', 1],
    ['50m', '100m', -1],
    ['10000T', '100Gi', 1],
    ['9.01', '9010m', 0],
    ['9', '9.01', -1],
    ['800m', '790m', 1],
    ['1e1', '10', 0],
    ['1Ki', '1024', 0],
    ['-1', '0', -1],
  ] as const)('%s compared with %s is %i', (a, b, order) => {
    expect(compareQuantities(q(a), q(b))).toBe(order);
    // 0 - order, because -0 is not 0 to a test.
    expect(compareQuantities(q(b), q(a))).toBe(0 - order);
  });

  it.each([
    ['9.01', 10n, 9010n],
    ['-9.01', -10n, -9010n],
    ['1n', 1n, 1n],
    ['-1n', -1n, -1n],
    ['1500m', 2n, 1500n],
    ['2', 2n, 2000n],
    ['1Gi', 1073741824n, 1073741824000n],
    ['0', 0n, 0n],
  ] as const)('%s is %d in whole units and %d in thousandths, rounded away from zero', (text, whole, milli) => {
    expect(wholeUnits(q(text))).toBe(whole);
    expect(milliUnits(q(text))).toBe(milli);
  });

  // After TestAdd and TestQuantityAddZeroPreservesSuffix.
  it.each([
    ['10', '1e1', '20'],
    ['1Gi', '1G', '2073741824'],
    ['1G', '1Gi', '2073741824'],
    ['512Mi', '512Mi', '1Gi'],
    ['100m', '0', '100m'],
    ['0', '100m', '100m'],
    ['0', '1Gi', '1Gi'],
    ['1Gi', '0', '1Gi'],
    ['1.500', '0', '1500m'],
    ['1e3', '1k', '2e3'],
  ])('%s and %s make %s, in the format of the first that is not zero', (a, b, sum) => {
    expect(printQuantity(addQuantities(q(a), q(b)))).toBe(sum);
  });

  it.each([
    ['1500u', '2m'],
    ['1n', '1m'],
    ['-1500u', '-2m'],
    ['1.500', '1.500'],
    ['100m', '100m'],
    ['1Gi', '1Gi'],
  ])('%s is stored by the API server as %s', (written, stored) => {
    expect(printQuantity(roundUpToMilli(q(written)))).toBe(stored);
  });

  it('keeps its text as long as nothing is added', () => {
    expect(printQuantity(sumQuantities([q('1.500')]))).toBe('1.500');
    expect(printQuantity(sumQuantities([]))).toBe('0');
  });

  it('does not depend on the order in which amounts are added', () => {
    const some = fc.array(
      fc.bigInt(0n, 10n ** 15n).map((units) => quantityOf(units)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(some, (amounts) => {
        expect(sumQuantities(amounts.toReversed()).nanos).toBe(sumQuantities(amounts).nanos);
      }),
    );
  });
});

function q(text: string): Quantity {
  const quantity = parseQuantity(text);
  if (isBadQuantity(quantity)) throw new Error(`${text}: ${quantity.message}`);
  return quantity;
}
