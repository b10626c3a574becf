/** What an unquoted scalar means, where it means anything but its own text. */
export type PlainMeaning =
  | { readonly tag: 'null'; readonly value: null }
  | { readonly tag: 'bool'; readonly value: boolean }
  | { readonly tag: 'int'; readonly value: number; readonly exact?: bigint }
  /** `.inf` and `.nan` included, which JSON cannot say. */
  | { readonly tag: 'float'; readonly value: number };

/**
 * Reads an unquoted scalar as Kubernetes does, through go-yaml v2: `yes`, `on` and `y` are true, `0644` is octal, `1_000` a
 * number; undefined where it is a string, as dates and `12:30` are.
 *
 * Mirrors `resolve` in go.yaml.in/yaml/v2@v2.4.3 resolve.go, which sigs.k8s.io/yaml@v1.6.0 reads with.
 */
export function readPlainScalar(text: string): PlainMeaning | undefined {
  if (isJustText(text) || text.length > longestNumber) return undefined;
  const word = text.length <= longestWord ? words.get(text) : undefined;
  if (word || !numberStart.test(text)) return word;
  return text.startsWith('.') ? readFraction(text) : readNumber(text.replaceAll('_', ''));
}

/** True for most scalars: their first letter tells that they mean no more than their text. */
export function isJustText(text: string): boolean {
  return !meaningfulStarts.includes(text.charAt(0));
}

// Nobody writes more digits; reading a million of them takes seconds.
const longestNumber = 1000;

const meaningfulStarts = '-+.0123456789yYnNtTfFoO~';
const numberStart = /^[-+.\d]/;
const longestWord = 5;

const meanings: readonly (readonly [PlainMeaning, string])[] = [
  [{ tag: 'bool', value: true }, 'y Y yes Yes YES true True TRUE on On ON'],
  [{ tag: 'bool', value: false }, 'n N no No NO false False FALSE off Off OFF'],
  [{ tag: 'null', value: null }, '~ null Null NULL'],
  [{ tag: 'float', value: Number.NaN }, '.nan .NaN .NAN'],
  [{ tag: 'float', value: Number.POSITIVE_INFINITY }, '.inf .Inf .INF +.inf +.Inf +.INF'],
  [{ tag: 'float', value: Number.NEGATIVE_INFINITY }, '-.inf -.Inf -.INF'],
];

const words: ReadonlyMap<string, PlainMeaning> = new Map<string, PlainMeaning>([
  ['', { tag: 'null', value: null }],
  ...meanings.flatMap(([meaning, list]) => list.split(' ').map((word) => [word, meaning] as const)),
]);

const shortDecimal = /^-?(?:0|[1-9]\d{0,14})$/;
const integer = /^([-+]?)(0x[\da-f]+|0b[01]+|0o[0-7]+|0[0-7]*|[1-9]\d*)$/i;
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i;

function readNumber(digits: string): PlainMeaning | undefined {
  if (shortDecimal.test(digits)) return { tag: 'int', value: Number(digits) + 0 };
  const [, sign, magnitude] = integer.exec(digits) ?? [];
  if (magnitude !== undefined) {
    // strconv.ParseInt with base 0 reads a leading zero as octal; BigInt wants `0o` for that.
    const positive = BigInt(/^0\d/.test(magnitude) ? `0o${magnitude}` : magnitude);
    const exact = sign === '-' ? -positive : positive;
    // ParseInt takes 64 bits with a sign, ParseUint those without one.
    if (exact >= -(2n ** 63n) && exact < (sign === '' ? 2n ** 64n : 2n ** 63n)) {
      return { tag: 'int', value: Number(exact), exact };
    }
  }
  return float.test(digits) ? finite(Number(digits)) : undefined;
}

// strconv.ParseFloat itself allows an underscore between digits.
const fraction = /^\.\d+(?:_\d+)*(?:e[-+]?\d+(?:_\d+)*)?$/i;

function readFraction(text: string): PlainMeaning | undefined {
  return fraction.test(text) ? finite(Number(text.replaceAll('_', ''))) : undefined;
}

/** ParseFloat refuses what overflows, and the scalar stays a string. */
function finite(value: number): PlainMeaning | undefined {
  return Number.isFinite(value) ? { tag: 'float', value } : undefined;
}
