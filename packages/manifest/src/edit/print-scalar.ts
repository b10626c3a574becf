import type { Json } from '../meaning/json.ts';
import { readPlainScalar } from '../meaning/plain-scalar.ts';
import type { Quote } from './style.ts';

export type Scalar = Exclude<Json, object> | null;

export function isScalar(value: Json): value is Scalar {
  return typeof value !== 'object' || value === null;
}

/** How strings are written where they may be. */
export interface ScalarStyle {
  readonly quote: Quote;
  readonly isQuoted: boolean;
  /** Between brackets, where commas and brackets mean something. */
  readonly isInFlow?: boolean;
}

/** A scalar on one line, such that Kubernetes reads this value from it, and readers of YAML 1.2 no other. */
export function printScalar(value: Scalar, { quote, isQuoted, isInFlow = false }: ScalarStyle): string {
  if (typeof value !== 'string') return String(value);
  return !isQuoted && isPlain(value, isInFlow) ? value : printQuoted(value, quote);
}

/** In single quotes where those can say it, when they are wanted. */
export function printQuoted(value: string, quote: Quote): string {
  if (quote === "'" && !unprintable.test(value)) return `'${value.replaceAll("'", "''")}'`;
  const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replaceAll(new RegExp(unprintable, 'g'), escaped);
}

// What go-yaml refuses in a text, what breaks a line, and the byte order mark.
export const unprintable: RegExp =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones it looks for
  /[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function isPlain(text: string, isInFlow: boolean): boolean {
  if (text === '' || unprintable.test(text) || text.trim() !== text) return false;
  if (!plainStart.test(text) || /:(?:\s|$)|\s#|^(?:---|\.\.\.)/.test(text)) return false;
  if (isInFlow && /[,[\]{}]|^[-?:]|:$/.test(text)) return false;
  return readPlainScalar(text) === undefined && !isNumberElsewhere.test(text);
}

// A dash, a question mark or a colon may begin a plain scalar that goes on at once.
const plainStart = /^(?:[^\s,[\]{}#&*!|>'"%@`?:=<-]|[-?:<][^\s,[\]{}])/;

// Dates and numbers to the base of 60 in YAML 1.1; octal numbers and signs in YAML 1.2.
const isNumberElsewhere =
  /^(?:\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?|0o[0-7]+|[-+]?\.\d+|[-+]?[\d_]+(?:\.[\d_]*)?(?:[eE][-+]?\d+)?)$/;
