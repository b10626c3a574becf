/** What a field may hold, as Go's types have it. */
export type ValueType = LeafType | ListType | MapType | StructType;

export interface LeafType {
  readonly is: 'leaf';
  readonly leaf: Leaf;
  /** Of what may be anything: whether it is taken as a whole all the same. */
  readonly isAtomic?: boolean;
}

export type Leaf =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'float64'
  /** In JSON a text in base64. */
  | '[]byte'
  | 'Time'
  | 'MicroTime'
  | 'Quantity'
  | 'IntOrString'
  /** Whatever somebody writes. */
  | 'any';

export interface ListType {
  readonly is: 'list';
  readonly items: ValueType;
  readonly merging: ListMerging;
}

/** What makes two items of a list the same. */
export type ListMerging =
  | { readonly by: 'nothing' }
  | { readonly by: 'value' }
  | { readonly by: 'keys'; readonly keys: readonly ListKey[] };

/** A field that is part of an item's identity; what an item without it is taken to have. */
export interface ListKey {
  readonly name: string;
  readonly fallback: string | number | undefined;
}

/** A map with any keys. */
export interface MapType {
  readonly is: 'map';
  readonly values: ValueType;
  readonly isAtomic: boolean;
}

/** A map with known keys. */
export interface StructType {
  readonly is: 'struct';
  /** `core.v1.PodSpec`; empty where a schema has no name. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly isAtomic: boolean;
  /** What fields are that nobody has named; undefined where there are none. */
  readonly others?: ValueType;
}

export interface Field {
  readonly type: ValueType;
  /** How a strategic merge patch treats it. */
  readonly strategy?: PatchStrategy;
  /** What Go makes of it; nothing where it is left out when it is empty. */
  readonly go?: GoField;
}

/** A field as Go has it. */
export interface GoField {
  /** Written even when it is empty. */
  readonly isAlways: boolean;
  /** Kept even when it is empty. */
  readonly isPointer: boolean;
  /** Its type in errors, where the structure has a plain one. */
  readonly typeName: string | undefined;
  /** The struct embedded in this one of which it is a field. */
  readonly embeddedIn: string | undefined;
}

/** The struct tags `patchStrategy` and `patchMergeKey`. */
export interface PatchStrategy {
  readonly merges: boolean;
  readonly retainsKeys: boolean;
  /** Replaced as a whole, although it is a map. */
  readonly replaces: boolean;
  /** Undefined in lists of plain values. */
  readonly mergeKey: string | undefined;
}
