import { badRequest } from '../answer/refusal.ts';
import { readJson } from '../decode/read-text.ts';
import { scanJson } from '../decode/scan-json.ts';
import type { Writing } from '../write/writing.ts';

/** What a patch in JSON says. */
export interface ReadPatch {
  readonly value: Readonly<Record<string, unknown>>;
  /** Fields that stand there twice. */
  readonly problems: readonly string[];
}

/** Reads a merge patch, plain or strategic; it is a map. `prefix` stands before what is wrong. */
export function readPatch({ call, options }: Writing, prefix = ''): ReadPatch {
  const text = new TextDecoder().decode(call.request.body);
  const { value, repeated, problem } = readJson(text);
  if (problem !== undefined) throw badRequest(`${prefix}${scanJson(text)}`);
  if (value === null) return { value: {}, problems: [] };
  if (typeof value !== 'object' || Array.isArray(value)) {
    const what = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    throw badRequest(`${prefix}json: cannot unmarshal ${what} into Go value of type map[string]interface {}`);
  }
  const problems = options.fieldValidation === 'Ignore' ? [] : repeated;
  return { value: value as ReadPatch['value'], problems };
}
