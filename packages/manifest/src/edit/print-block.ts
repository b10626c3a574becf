import { isJsonObject, type Json } from '../meaning/json.ts';
import type { Chunk } from './chunk.ts';
import { literalLines } from './literal.ts';
import { isScalar, printScalar, type Scalar } from './print-scalar.ts';
import type { Style } from './style.ts';

/** `key: value` in block style. */
export function printEntry(name: string, value: Json, style: Style): Chunk {
  return toChunk(entryLines(name, value, style), style);
}

/** `- value` in block style. */
export function printItem(value: Json, style: Style): Chunk {
  return toChunk(itemLines(value, style), style);
}

/** A key as it has to be written to mean this name. */
export function printKey(name: string, style: Style): string {
  return printScalar(name, { ...style, isQuoted: false });
}

function entryLines(name: string, value: Json, style: Style): readonly string[] {
  const key = `${printKey(name, style)}:`;
  if (isScalar(value)) return scalarLines(key, value, { style, indent: style.indent });
  const lines = collectionLines(value, style);
  const [only = '[]'] = lines;
  if (isEmpty(value)) return [`${key} ${only}`];
  return [key, ...indented(lines, Array.isArray(value) ? style.dashIndent : style.indent)];
}

function itemLines(value: Json, style: Style): readonly string[] {
  if (isScalar(value)) return scalarLines('-', value, { style, indent: 2 });
  const [first = '', ...rest] = collectionLines(value, style);
  return [`- ${first}`, ...indented(rest, 2)];
}

function collectionLines(value: Json, style: Style): readonly string[] {
  if (Array.isArray(value)) return isEmpty(value) ? ['[]'] : value.flatMap((item: Json) => itemLines(item, style));
  if (!isJsonObject(value) || isEmpty(value)) return ['{}'];
  return Object.entries(value).flatMap(([name, inner]) => entryLines(name, inner, style));
}

function scalarLines(
  mark: string,
  value: Scalar,
  { style, indent }: { readonly style: Style; readonly indent: number },
): readonly string[] {
  const literal = typeof value === 'string' && style.hasLiterals ? literalLines(value) : undefined;
  if (literal) return [`${mark} ${literal.header}`, ...indented(literal.lines, indent)];
  return [`${mark} ${printScalar(value, style)}`];
}

function indented(lines: readonly string[], by: number): readonly string[] {
  return lines.map((line) => (line === '' ? line : ' '.repeat(by) + line));
}

function isEmpty(value: Json): boolean {
  return Object.keys(value ?? {}).length === 0;
}

function toChunk(lines: readonly string[], { lineBreak }: Style): Chunk {
  return { lines: lines.map((line) => line + lineBreak).join(''), column: 0 };
}
