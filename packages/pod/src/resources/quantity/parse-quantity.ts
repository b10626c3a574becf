import { divideAwayFromZero, type Quantity, type QuantityFormat, UNIT } from './quantity.ts';

/**
 * Reads a quantity such as `100m`, `1.5Gi`, `2e3` or `4`; what is none becomes a value that says why.
 *
 * Amounts finer than a billionth are rounded up and amounts with a binary suffix stop at 2^63-1, as upstream does
 * (apimachinery/pkg/api/resource/quantity.go@v1.36.2: ParseQuantity). The one difference: texts and exponents beyond a
 * thousand are refused, where upstream would go on to compute with numbers of that many digits.
 *
 * @example
 * const half = parseQuantity('500m');
 * if (!isBadQuantity(half)) half.nanos; // 500_000_000n
 */
export function parseQuantity(written: string | number): Quantity | BadQuantity {
  const text = typeof written === 'number' ? String(written) : written;
  return parseUsual(text) ?? parseAny(text);
}

/** Nearly every quantity is a short whole number with a suffix; reading those must cost next to nothing. */
function parseUsual(text: string): Quantity | undefined {
  let end = 0;
  while (isDigit(text.charCodeAt(end))) end += 1;
  const suffix = SUFFIXES.get(text.slice(end));
  const number = { whole: text.slice(0, end), fraction: '' };
  if (!suffix || end === 0 || end > 15 || text[0] === '0') return undefined;
  if (suffix.base === 2 && !isShortBinary(number, suffix)) return undefined;
  return {
    nanos: BigInt(number.whole) * suffix.nanos,
    format: suffix.format,
    text: isTakenForCanonical(number, suffix) ? text : undefined,
  };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function parseAny(text: string): Quantity | BadQuantity {
  if (text.length > LONGEST) return { problem: 'too-large', text: `${text.slice(0, 20)}…`, message: TOO_LARGE };
  const shape = text === '' ? undefined : SHAPE.exec(text);
  if (!shape) return { problem: 'format', text, message: FORMAT };
  const [, sign, zeros, digits = '', fraction = '', ending = ''] = shape;
  const suffix = readSuffix(ending);
  if (suffix === undefined) return { problem: 'suffix', text, message: SUFFIX };
  if (suffix.exponent > LONGEST) return { problem: 'too-large', text, message: TOO_LARGE };

  const number: Digits = { whole: digits || '0', fraction };
  const short = suffix.base === 2 ? isShortBinary(number, suffix) : isShortDecimal(number, suffix);
  // Upstream's short way takes a missing number for 0 (`m` is nothing, and so is `+`); its long way does not.
  if (!short && zeros + digits + fraction === '') return { problem: 'number', text, message: NUMBER };

  const nanos = suffix.base === 2 ? binaryNanos(number, suffix) : decimalNanos(number, suffix);
  const tiny = suffix.base === 2 && nanos > 0n && nanos < UNIT;
  return {
    nanos: sign === '-' ? -nanos : nanos,
    format: tiny ? 'DecimalSI' : suffix.format,
    text: short && isTakenForCanonical(number, suffix) ? text : undefined,
  };
}

/** A text that is not a quantity, with the API server's own words for it. */
export interface BadQuantity {
  readonly problem: 'format' | 'number' | 'suffix' | 'too-large';
  readonly text: string;
  readonly message: string;
}

/** Says whether reading a quantity failed. */
export function isBadQuantity(parsed: Quantity | BadQuantity): parsed is BadQuantity {
  return 'problem' in parsed;
}

const LONGEST = 1000;
const FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const NUMBER = 'unable to parse numeric part of quantity';
const SUFFIX = "unable to parse quantity's suffix";
const TOO_LARGE = `quantities of more than ${LONGEST} digits are not supported`;

/** What upstream's scanner accepts: sign, leading zeros, digits, fraction, suffix. */
const SHAPE = /^([+-]?)(0*)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[+-]?\d*)$/;

interface Digits {
  readonly whole: string;
  readonly fraction: string;
}

interface Suffix {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

interface NamedSuffix extends Suffix {
  /** One of it in billionths. */
  readonly nanos: bigint;
}

const SUFFIXES: ReadonlyMap<string, NamedSuffix> = new Map([
  ...['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map(decimalSuffix),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map(binarySuffix),
]);

function decimalSuffix(name: string, index: number): [string, NamedSuffix] {
  return [name, { base: 10, exponent: 3 * index - 9, format: 'DecimalSI', nanos: 1000n ** BigInt(index) }];
}

function binarySuffix(name: string, index: number): [string, NamedSuffix] {
  return [name, { base: 2, exponent: 10 * (index + 1), format: 'BinarySI', nanos: UNIT * 1024n ** BigInt(index + 1) }];
}

function readSuffix(name: string): Suffix | undefined {
  const known = SUFFIXES.get(name);
  if (known) return known;
  const exponent = /^[eE]([+-]?\d+)$/.exec(name)?.[1];
  return exponent === undefined ? undefined : { base: 10, exponent: Number(exponent), format: 'DecimalExponent' };
}

/** Does the number fit upstream's short way, an int64 with a scale no finer than a billionth? */
function isShortDecimal({ whole, fraction }: Digits, { exponent }: Suffix): boolean {
  return whole.length + fraction.length <= 18 && exponent - fraction.length >= -9;
}

/** The same for binary suffixes, which have it for whole numbers only; 2^10 counts for three digits. */
function isShortBinary({ whole, fraction }: Digits, { exponent }: Suffix): boolean {
  return fraction === '' && whole.length + Math.trunc((exponent * 3) / 10) <= 14;
}

function decimalNanos({ whole, fraction }: Digits, { exponent }: Suffix): bigint {
  const value = BigInt(whole + fraction);
  const scale = exponent - fraction.length + 9;
  if (scale >= 0) return value * 10n ** BigInt(scale);
  // Shorter than its own scale: less than one billionth, but not nothing.
  if (-scale > whole.length + fraction.length) return value === 0n ? 0n : 1n;
  return divideAwayFromZero(value, 10n ** BigInt(-scale));
}

const LARGEST_BINARY = (2n ** 63n - 1n) * UNIT;

function binaryNanos({ whole, fraction }: Digits, { exponent }: Suffix): bigint {
  const value = BigInt(whole + fraction) * 2n ** BigInt(exponent) * UNIT;
  const nanos = divideAwayFromZero(value, 10n ** BigInt(fraction.length));
  return nanos > LARGEST_BINARY ? LARGEST_BINARY : nanos;
}

/** Upstream's own test, which also lets some texts pass that are not canonical. */
function isTakenForCanonical({ whole, fraction }: Digits, { base, exponent }: Suffix): boolean {
  const digits = whole + fraction;
  // The last three digits say whether a number is a multiple of 8.
  if (base === 2) return Number(digits.slice(-3)) % 8 !== 0;
  return (exponent - fraction.length) % 3 === 0 && !digits.endsWith('000') && digits[0] !== '0';
}
