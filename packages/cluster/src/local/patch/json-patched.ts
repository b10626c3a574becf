import { badRequest, refusal } from '../answer/refusal.ts';
import { jsonKind } from '../decode/kind-of.ts';
import { readJson } from '../decode/read-text.ts';
import { scanJson } from '../decode/scan-json.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { Writing } from '../write/writing.ts';
import { decodePatched, shownJson } from './decode-patched.ts';
import { applyOperation } from './json-operation.ts';
import { isMap, type JsonMap, type JsonValue } from './json-value.ts';
import { serverRejected } from './strategic-patched.ts';

/** An object after a JSON patch (RFC 6902). What cannot be done is refused without words, as upstream does. */
export function jsonPatched(writing: Writing, old: ApiObject): ApiObject {
  const { operations, problems } = readOperations(writing);
  if (operations.length > 10_000) {
    const words = `The allowed maximum operations in a JSON patch is 10000, got ${operations.length}`;
    throw refusal(413, 'RequestEntityTooLarge', `Request entity too large: ${words}`);
  }
  let patched: JsonValue = old as JsonMap;
  for (const operation of operations) {
    const result = applyOperation(patched, operation);
    if (result === undefined) throw serverRejected();
    patched = result;
  }
  if (!isMap(patched)) throw serverRejected();
  return decodePatched(writing, patched, { shown: shownJson(patched), problems, isText: true });
}

function readOperations({ call, options }: Writing): {
  readonly operations: readonly JsonMap[];
  readonly problems: readonly string[];
} {
  const text = new TextDecoder().decode(call.request.body);
  const { value, repeated, problem } = readJson(text);
  const refuse = (why: string): never => {
    throw badRequest(options.fieldValidation === 'Ignore' ? why : `error decoding patch: ${why}`);
  };
  if (problem !== undefined) refuse(scanJson(text) ?? '');
  if (value === null) return { operations: [], problems: [] };
  const kind = options.fieldValidation === 'Ignore' ? 'jsonpatch.Patch' : '[]handlers.jsonPatchOp';
  if (!Array.isArray(value)) return refuse(`json: cannot unmarshal ${jsonKind(value)} into Go value of type ${kind}`);
  const element = options.fieldValidation === 'Ignore' ? 'jsonpatch.Operation' : 'handlers.jsonPatchOp';
  for (const operation of value) {
    if (!isMap(operation)) refuse(`json: cannot unmarshal ${jsonKind(operation)} into Go value of type ${element}`);
  }
  if (options.fieldValidation === 'Ignore') return { operations: value, problems: [] };
  for (const [key, given] of value.flatMap((operation: JsonMap) => Object.entries(operation))) {
    if (!texts.has(key) || given === null || typeof given === 'string') continue;
    refuse(`json: cannot unmarshal ${jsonKind(given)} into Go struct field jsonPatchOp.${key} of type string`);
  }
  const unknown = value.flatMap((operation: JsonMap, at) =>
    Object.keys(operation).flatMap((key) => (known.has(key) ? [] : [`json patch unknown field "[${at}].${key}"`])),
  );
  return { operations: value, problems: [...repeated.map((words) => `json patch ${words}`), ...unknown] };
}

const texts: ReadonlySet<string> = new Set(['op', 'path', 'from']);
const known: ReadonlySet<string> = new Set([...texts, 'value']);
