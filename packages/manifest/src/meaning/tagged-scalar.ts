import { shorten } from '../problem/shorten.ts';
import { type PlainMeaning, readPlainScalar } from './plain-scalar.ts';

/** What a scalar with a tag means: a meaning, its text, or why it has none. */
export type TaggedMeaning = PlainMeaning | { readonly tag: 'str'; readonly value: string } | TagMismatch;

interface TagMismatch {
  readonly tag: 'mismatch';
  readonly message: string;
}

/**
 * Reads a scalar with an explicit tag, quoted or not. Unknown tags mean nothing, as in Kubernetes.
 *
 * Mirrors `resolve` in go.yaml.in/yaml/v2@v2.4.3 resolve.go and `scalar` in its decode.go.
 */
export function readTaggedScalar(tag: string, text: string): TaggedMeaning {
  const short = tag.replace(/^tag:yaml\.org,2002:/, '!!');
  if (short === '!!binary') return readBinary(text);
  const wanted = resolvable.get(short);
  if (wanted === undefined) return { tag: 'str', value: text };
  if (wanted === 'timestamp' && timestamp.test(text)) return { tag: 'str', value: text };
  const found = readPlainScalar(text);
  if (found?.tag === wanted) return found;
  if (found?.tag === 'int' && wanted === 'float') return { tag: 'float', value: found.value };
  return {
    tag: 'mismatch',
    message: `cannot decode !!${found?.tag ?? 'str'} \`${shorten(text)}\` as a ${shorten(short)}`,
  };
}

const resolvable = new Map<string, PlainMeaning['tag'] | 'timestamp'>([
  ['!!bool', 'bool'],
  ['!!int', 'int'],
  ['!!float', 'float'],
  ['!!null', 'null'],
  ['!!timestamp', 'timestamp'],
]);

const timestamp =
  /^\d{4}-\d\d?-\d\d?(?:[Tt]\d\d?:\d\d?:\d\d?(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| \d\d?:\d\d?:\d\d?(?:\.\d+)?)?$/;

function readBinary(text: string): TaggedMeaning {
  const digits = text.replace(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[\w+/-]*={0,2}$/.test(digits) || /[-_]/.test(digits)) {
    return { tag: 'mismatch', message: '!!binary value contains invalid base64 data' };
  }
  return { tag: 'str', value: Buffer.from(digits, 'base64').toString('utf8') };
}
