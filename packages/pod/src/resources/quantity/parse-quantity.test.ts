import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBadQuantity, parseQuantity } from './parse-quantity.ts';
import type { Quantity, QuantityFormat } from './quantity.ts';

const SI = 'DecimalSI';
const BIN = 'BinarySI';
const EXP = 'DecimalExponent';
const KI = 2n ** 10n;
const MOST = 2n ** 63n - 1n;

type Row = readonly [text: string, mantissa: bigint, exponent: number, format: QuantityFormat];

// After TestQuantityParse in apimachinery/pkg/api/resource/quantity_test.go@v1.36.2: amount = mantissa * 10^exponent.
const ROWS: readonly Row[] = [
  ...['0', '0n', '0u', '0m', '0k', '0M', '0G', '0T', '00', '0.000'].map((text): Row => [text, 0n, 0, SI]),
  ...['0Ki', '0Mi', '0Gi', '0Ti'].map((text): Row => [text, 0n, 0, BIN]),
  ['1', 1n, 0, SI],
  // Binary suffixes.
  ['1Ki', KI, 0, BIN],
  ['8Ki', 8n * KI, 0, BIN],
  ['7Mi', 7n * KI ** 2n, 0, BIN],
  ['6Gi', 6n * KI ** 3n, 0, BIN],
  ['5Ti', 5n * KI ** 4n, 0, BIN],
  ['100Ti', 100n * KI ** 4n, 0, BIN],
  ['4Pi', 4n * KI ** 5n, 0, BIN],
  ['3Ei', 3n * KI ** 6n, 0, BIN],
  // Decimal suffixes.
  ['5n', 5n, -9, SI],
  ['4u', 4n, -6, SI],
  ['3m', 3n, -3, SI],
  ['8k', 8n, 3, SI],
  ['50k', 5n, 4, SI],
  ['7M', 7n, 6, SI],
  ['6G', 6n, 9, SI],
  ['300T', 3n, 14, SI],
  ['2P', 2n, 15, SI],
  ['1E', 1n, 18, SI],
  ['12E', 12n, 18, SI],
  // Exponents.
  ['1E-3', 1n, -3, EXP],
  ['1e3', 1n, 3, EXP],
  ['1E6', 1n, 6, EXP],
  ['1e14', 1n, 14, EXP],
  ['1E18', 1n, 18, EXP],
  ['1.3E+6', 13n, 5, EXP],
  ['1.53E12', 153n, 10, EXP],
  ['0.5e-2', 5n, -3, EXP],
  // Fractions.
  ['0.001', 1n, -3, SI],
  ['0.0005k', 5n, -1, SI],
  ['0.05000', 5n, -2, SI],
  ['9.01', 901n, -2, SI],
  ['100.035k', 100035n, 0, SI],
  ['10.035M', 10035n, 3, SI],
  ['6.987654321G', 6987654321n, 0, SI],
  ['2.5P', 25n, 14, SI],
  ['0.5Mi', KI ** 2n / 2n, 0, BIN],
  ['100.035Ki', 10243584n, -2, BIN],
  ['0.05Gi', 536870912n, -1, BIN],
  ['0.025Ti', 274877906944n, -1, BIN],
  // Rounded up to a billionth, or cut at the largest int64.
  ['3.001n', 4n, -9, SI],
  ['0.9n', 1n, -9, SI],
  ['0.0000000001', 1n, -9, SI],
  ['0.00000012345', 124n, -9, SI],
  ['1.1E-9', 2n, -9, EXP],
  ['0.5e-9', 1n, -9, EXP],
  ['1e-999999999', 1n, -9, EXP],
  ['0.000000000001Ki', 2n, -9, SI],
  ['9Ei', MOST, 0, BIN],
  ['9223372036854775807Ki', MOST, 0, BIN],
  // Shapes nobody should write.
  ['.001', 1n, -3, SI],
  ['.0001k', 100n, -3, SI],
  ['1.', 1n, 0, SI],
  ['1.G', 1n, 9, SI],
  ['007', 7n, 0, SI],
];

describe('parseQuantity', () => {
  it.each(ROWS)('reads %s exactly', (text, mantissa, exponent, format) => {
    const nanos = mantissa * 10n ** BigInt(exponent + 9);
    expect(parsed(text)).toMatchObject({ nanos, format });
    expect(parsed(`+${text}`)).toMatchObject({ nanos, format });
    expect(parsed(`-${text}`)).toMatchObject({ nanos: -nanos, format });
  });

  it.each([
    ['.', SI],
    ['+', SI],
    ['-.', SI],
    ['m', SI],
    ['Ki', BIN],
    ['e3', EXP],
  ] as const)('takes %s, a number without digits, for nothing, as upstream does', (text, format) => {
    expect(parsed(text)).toMatchObject({ nanos: 0n, format });
  });

  it.each([
    ['', 'format'],
    ['1.1.M', 'format'],
    ['1+1.0M', 'format'],
    ['0.1am', 'format'],
    ['aoeu', 'format'],
    [' 1', 'format'],
    ['1 ', 'format'],
    ['--1', 'suffix'],
    ['1Ki Mi', 'format'],
    ['0.1mi', 'suffix'],
    ['.5i', 'suffix'],
    ['1i', 'suffix'],
    ['-3.01i', 'suffix'],
    ['-3.01e-', 'suffix'],
    ['1e', 'suffix'],
    ['1+1', 'suffix'],
    ['1KiMi', 'suffix'],
    ['1k5', 'suffix'],
    ['Pi', 'number'],
    ['-Ei', 'number'],
    ['e-10', 'number'],
    ['1e1001', 'too-large'],
    ['1e99999999999999999999', 'too-large'],
    ['9'.repeat(2000), 'too-large'],
  ] as const)('gives a value that says why %j is no quantity', (text, problem) => {
    expect(parseQuantity(text)).toMatchObject({ problem });
  });

  it('says it in the API server’s words', () => {
    const bad = parseQuantity('1 core');
    expect(isBadQuantity(bad) && bad.message).toBe(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    );
  });

  it.each([
    [1, '1'],
    [0.5, '0.5'],
    [1e21, '1e21'],
    [-2, '-2'],
  ] as const)('reads the number %d of a manifest like its text', (number, text) => {
    expect(parsed(number).nanos).toBe(parsed(text).nanos);
  });

  it('agrees with arithmetic on fractions, whatever is written', () => {
    fc.assert(
      fc.property(writtenQuantity, ({ sign, whole, fraction, suffix }) => {
        const text = `${sign}${whole}${fraction === '' ? '' : '.'}${fraction}${suffix.name}`;
        // The smallest number of billionths that is not less than the amount, up to the largest int64 for binary suffixes.
        const numerator = BigInt(whole + fraction) * suffix.factor;
        const denominator = 10n ** BigInt(fraction.length) * suffix.divisor;
        const exact = (numerator * 10n ** 9n + denominator - 1n) / denominator;
        const size = suffix.name.endsWith('i') && exact > MOST * 10n ** 9n ? MOST * 10n ** 9n : exact;
        expect(parsed(text).nanos).toBe(sign === '-' ? -size : size);
      }),
    );
  });

  it('never throws', () => {
    const alphabet = fc.constantFrom(...'0123456789.+-eEinumkKMGTP x');
    fc.assert(fc.property(fc.string({ unit: alphabet, maxLength: 12 }), (text) => void parseQuantity(text)));
    fc.assert(fc.property(fc.string(), (text) => void parseQuantity(text)));
  });
});

const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((name, i) => ({
  name,
  factor: 10n ** BigInt(3 * i),
  divisor: 10n ** 9n,
}));
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((name, i) => ({
  name,
  factor: KI ** BigInt(i + 1),
  divisor: 1n,
}));
const digit = fc.constantFrom(...'0123456789');
const digits = fc.string({ unit: digit, minLength: 1, maxLength: 25 });
const writtenQuantity = fc.record({
  sign: fc.constantFrom('', '-', '+'),
  whole: digits,
  fraction: fc.oneof(fc.constant(''), digits),
  suffix: fc.constantFrom(...decimal, ...binary),
});

function parsed(text: string | number): Quantity {
  const quantity = parseQuantity(text);
  if (isBadQuantity(quantity)) throw new Error(`${text}: ${quantity.message}`);
  return quantity;
}
