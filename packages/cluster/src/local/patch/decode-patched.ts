import { FieldErrors, FieldPath } from '@outrigger/pod';
import { invalid } from '../answer/refusal.ts';
import { kindOf } from '../decode/kind-of.ts';
import { decoded } from '../decode/read-object.ts';
import { unknownConversion } from '../decode/unknown-conversion.ts';
import { wrongCustomKind } from '../decode/wrong-custom-kind.ts';
import type { ApiObject } from '../object/api-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Writing } from '../write/writing.ts';
import { isList, isMap, type JsonValue } from './json-value.ts';

/** How a patched object is read. */
export interface PatchReading {
  /** What is shown when it cannot be. */
  readonly shown: string;
  /** Fields of the patch that stand there twice, or are not known. */
  readonly problems: readonly string[];
  /** Whether the object says what it is, as text does; what comes from a strategic patch is of its kind anyhow. */
  readonly isText: boolean;
}

/** A patched object, read again as if somebody had sent it; what is wrong with it is wrong with the patch. */
export function decodePatched(
  writing: Writing,
  patched: JsonValue,
  { shown, problems, isText }: PatchReading,
): ApiObject {
  const { resource } = writing.call;
  const refuse = (why: string): never => {
    const errors = new FieldErrors(36);
    errors.invalid(FieldPath.of('patch'), shown, isText ? why : converterWords(why));
    throw invalid('', '', errors.list);
  };
  if (isText) {
    const said = kindOf(patched, resource);
    if ('problem' in said) return refuse(said.problem);
    const isOther = said.kind !== resource.kind || said.apiVersion !== apiVersionOf(resource);
    if (isOther && resource.custom !== undefined) throw wrongCustomKind(said, resource, writing.call.info.name);
    if (isOther) return refuse(unknownConversion(resource, said));
  }
  const order = isText ? () => 0 : 'by letters';
  const reading = { repeated: problems, refused: problems, order, refuse } as const;
  return decoded(writing, patched as ApiObject, reading);
}

/** JSON as the patch library writes it: what it has looked into with its keys sorted. */
export function shownJson(value: JsonValue, depth = 1): string {
  if (depth === 0 || isList(value) || !isMap(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${shownJson(item, depth - 1)}`).join(',')}}`;
}

/** The words of the converter that makes objects of maps, which no text comes by (apimachinery pkg/runtime/converter.go@1.36). */
function converterWords(why: string): string {
  const [, value = '', type = ''] = /^json: cannot unmarshal (\S+(?: \S+)?) into Go .* of type (.+)$/.exec(why) ?? [];
  const kind = goKinds[value] ?? (value.startsWith('number ') ? 'float64' : undefined);
  if (kind === undefined) return why;
  if (type.startsWith('[]')) return `cannot restore slice from ${kind}`;
  if (type.startsWith('map[')) return `cannot restore map from ${kind}`;
  if (!/^[a-z]/.test(type) || type.includes('.')) return `cannot restore struct from: ${kind}`;
  // Go turns whole numbers into texts, and numbers into one another: only of those it is told that they did not fit.
  const isClose = kind === 'int64' ? type === 'string' : kind === 'float64' && /^u?int\d+$/.test(type);
  return isClose ? `cannot convert ${kind} to ${type}` : `unrecognized type: ${type}`;
}

const goKinds: Readonly<Record<string, string>> = {
  array: 'slice',
  bool: 'bool',
  number: 'int64',
  object: 'map',
  string: 'string',
};
