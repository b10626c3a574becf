/**
 * The fields of one of the API server's own structs in their order: the name in the manifest, and either what an
 * absent field is printed as or the shape of the struct in it.
 */
export interface GoShape {
  readonly [goName: string]: readonly [name: string, absent: null | '' | GoShape];
}

/**
 * A struct as an API server from 1.34 prints it in an error: JSON with Go's names of the fields, as internal types have
 * no JSON names (field.Error.ErrorBody@1.36.2). Older servers printed `%#v` with addresses in memory, which nobody can
 * foresee; for them this is the readable stand-in.
 */
export function printGoStruct(value: object, shape: GoShape): string {
  return JSON.stringify(toGoStruct(value, shape));
}

function toGoStruct(value: object, shape: GoShape): object {
  const entries = Object.entries(shape).map(([goName, [name, absent]]) => {
    const field: unknown = (value as Readonly<Record<string, unknown>>)[name];
    if (absent === null || absent === '') return [goName, field ?? absent];
    return [goName, field === undefined ? null : toGoStruct(field as object, absent)];
  });
  return Object.fromEntries(entries);
}
