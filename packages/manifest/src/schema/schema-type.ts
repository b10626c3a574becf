/**
 * What a field may hold. Written short, because it is read at every start: types stand in one list, and refer to each other
 * by their place in it.
 */
export type SchemaType = Leaf | ObjectType | MapType | ListType | EnumType;

export type Leaf =
  | 'any'
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'number'
  /** A number, or a string such as `500m`. */
  | 'quantity'
  | 'int-or-string'
  | 'date-time'
  /** A map whose fields nobody knows. */
  | 'object';

export interface ObjectType {
  readonly fields: Readonly<Record<string, number>>;
  readonly required?: readonly string[];
}

interface MapType {
  readonly valuesOf: number;
}

interface ListType {
  readonly itemsOf: number;
}

interface EnumType {
  readonly oneOf: readonly string[];
}

/** Everything that is known about the kinds that hold pods. */
export interface SchemaTable {
  /** `apiVersion/kind`, and the parts that other kinds embed, such as `PodTemplateSpec`: places in `types`. */
  readonly roots: Readonly<Record<string, number>>;
  readonly types: readonly SchemaType[];
}
