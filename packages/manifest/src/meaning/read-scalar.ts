import type { Node, ScalarNode } from '../parse/node.ts';
import { keyText } from './key-text.ts';
import { readPlainScalar } from './plain-scalar.ts';
import { readTaggedScalar, type TaggedMeaning } from './tagged-scalar.ts';

/** A value, or the API machinery's words for why there is none. */
export type Meant<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** What a scalar means as a value. */
export function readScalar(node: ScalarNode): Meant<null | boolean | number | string> {
  const meaning = meaningOf(node);
  if (meaning === undefined) return { ok: true, value: node.text };
  if (meaning.tag === 'mismatch') return { ok: false, message: meaning.message };
  if (typeof meaning.value === 'number' && !Number.isFinite(meaning.value)) {
    // encoding/json has no word for it.
    return { ok: false, message: `json: unsupported value: ${goFloat(meaning.value)}` };
  }
  return { ok: true, value: meaning.value };
}

/** What a key means: a string, whatever was written. */
export function readKey(node: Node): Meant<string> {
  const key = node.kind === 'alias' ? node.target : node;
  if (key.kind !== 'scalar') return { ok: false, message: `invalid map key: a ${key.kind === 'seq' ? 'list' : 'map'}` };
  const meaning = meaningOf(key);
  if (meaning === undefined || meaning.tag === 'str') return { ok: true, value: meaning?.value ?? key.text };
  if (meaning.tag === 'mismatch') return { ok: false, message: meaning.message };
  const value = keyText(meaning);
  if (value !== undefined) return { ok: true, value };
  return { ok: false, message: `unsupported map key of type: ${meaning.tag === 'null' ? 'null' : 'uint64'}` };
}

/** Undefined where the text is what is meant. */
function meaningOf({ text, plain, tag }: ScalarNode): TaggedMeaning | undefined {
  if (tag === undefined || tag === '!') return plain && tag === undefined ? readPlainScalar(text) : undefined;
  return readTaggedScalar(tag, text);
}

function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
