import { badRequest } from '../answer/refusal.ts';
import { jsonKind } from '../decode/kind-of.ts';
import { readJson } from '../decode/read-text.ts';
import { scanJson } from '../decode/scan-json.ts';
import type { Writing } from '../write/writing.ts';

/** What a patch in JSON says. */
export interface ReadPatch {
  readonly value: Readonly<Record<string, unknown>> | null;
  /** Fields that stand there twice. */
  readonly problems: readonly string[];
}

/** Reads a merge patch, plain or strategic; it is a map. `prefix` stands before what is wrong. */
export function readPatch({ call, options }: Writing, prefix = ''): ReadPatch {
  const text = new TextDecoder().decode(call.request.body);
  const { value, repeated, problem } = readJson(text);
  if (problem !== undefined) throw badRequest(`${prefix}${scanJson(text)}`);
  if (value === null) return { value: null, problems: [] };
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw badRequest(
      `${prefix}json: cannot unmarshal ${jsonKind(value)} into Go value of type map[string]interface {}`,
    );
  }
  const problems = options.fieldValidation === 'Ignore' ? [] : repeated;
  return { value: value as ReadPatch['value'], problems };
}
