import { goJson } from './go-json.ts';
import { goQuote } from './go-quote.ts';

/** One of the API server's own structs. */
export interface GoShape {
  /** As Go prints it: `core.SecurityContext`. */
  readonly type: string;
  /** The fields in Go's order. */
  readonly fields: readonly GoShapeField[];
}

/**
 * A field: its name in Go, its name in the manifest, and its type: `string`, a list or a pointer as Go writes them, or
 * the shape of the struct that it points at. A field that came after 1.27 says when.
 */
type GoShapeField = readonly [goName: string, name: string, type: string | GoShape, since?: number];

/**
 * A struct as an API server prints it in an error: from 1.34 as JSON with Go's names of the fields, as internal types
 * have no JSON names; before as Go's `%#v` has it, where pointers are addresses in memory (field.Error.ErrorBody@1.33
 * and @1.36.2). Nobody can foresee those, so one address stands for all.
 */
export function printGoStruct(value: object, shape: GoShape, minor: number): string {
  return minor < 34 ? printSyntax(value, shape, minor) : goJson(toJson(value, shape));
}

/** A list of structs as an API server prints it. */
export function printGoStructs(list: readonly object[], shape: GoShape, minor: number): string {
  const printed = list.map((value) => printGoStruct(value, shape, minor));
  return minor < 34 ? `[]${shape.type}{${printed.join(', ')}}` : `[${printed.join(',')}]`;
}

function toJson(value: object, { fields }: GoShape): object {
  return Object.fromEntries(
    fields.map(([goName, name, type]) => {
      const field = fieldOf(value, name);
      if (typeof type === 'string') return [goName, field ?? (type === 'string' ? '' : null)];
      return [goName, field === undefined ? null : toJson(field as object, type)];
    }),
  );
}

function printSyntax(value: object, { type, fields }: GoShape, minor: number): string {
  const known = fields.filter(([, , , since = 0]) => since <= minor);
  const printed = known.map(([goName, name, fieldType]) => `${goName}:${printField(fieldOf(value, name), fieldType)}`);
  return `${type}{${printed.join(', ')}}`;
}

function printField(field: unknown, type: string | GoShape): string {
  if (type === 'string') return goQuote(typeof field === 'string' ? field : '');
  const pointer = typeof type === 'string' ? type : `*${type.type}`;
  return `(${pointer})(${field === undefined ? 'nil' : ADDRESS})`;
}

const ADDRESS = '0xc000000000';

function fieldOf(value: object, name: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[name];
}
