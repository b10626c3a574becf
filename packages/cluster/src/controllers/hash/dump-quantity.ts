/**
 * What a parsed quantity is made of, as the debug printer shows it: a number and its power of ten, and the text itself where it
 * is in its shortest form (apimachinery pkg/api/resource/quantity.go ParseQuantity@1.36).
 */
export function dumpQuantity(text: string): string {
  if (text === '0') return dump(0n, 0, 'DecimalSI', text);
  const [, sign = '', whole = '', decimals = '', suffix = ''] = /^([+-]?)(\d*)\.?(\d*)(.*)$/.exec(text) ?? [];
  const number = whole.replace(/^0+/, '');
  const fraction = decimals.replace(/0+$/, '');
  const binary = BINARY.indexOf(suffix);
  const shifted = `${number}${fraction}` || '0';
  if (binary > 0) {
    const value = BigInt(shifted);
    const isShort = (value & 7n) !== 0n;
    return dump((sign === '-' ? -1n : 1n) * (value << BigInt(10 * binary)), 0, 'BinarySI', isShort ? text : '');
  }
  const isExponent = /^[eE][+-]?\d+$/.test(suffix);
  const exponent = isExponent ? Number(suffix.slice(1)) : (DECIMAL[suffix] ?? 0);
  const scale = exponent - fraction.length;
  const isShort = scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
  const format = isExponent ? 'DecimalExponent' : 'DecimalSI';
  return dump((sign === '-' ? -1n : 1n) * BigInt(shifted), scale, format, isShort ? text : '');
}

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

function dump(value: bigint, scale: number, format: string, text: string): string {
  const amount = `i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}}`;
  return `{${amount} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${text} Format:(resource.Format)${format}}`;
}
