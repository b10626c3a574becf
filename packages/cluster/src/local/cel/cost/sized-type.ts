/** What a rule can see, with how large it may become (apiserver pkg/cel DeclType@1.36). */
export interface SizedType {
  readonly kind: Kind;
  /** How many items, entries or characters at most; nothing for what has none. */
  readonly most: number;
  /** The fewest bytes that it takes as JSON. */
  readonly least: number;
  /** Of a list its items, of a map its values. */
  readonly items?: SizedType;
  readonly fields?: ReadonlyMap<string, SizedType>;
}

/** Types as far as the cost of calls depends on them. */
export type Kind =
  | 'bool'
  | 'bytes'
  | 'double'
  | 'duration'
  | 'dyn'
  | 'int'
  | 'list'
  | 'map'
  | 'object'
  | 'opaque'
  | 'string'
  | 'timestamp';

/** Keys of maps: nobody says how long they are, and upstream takes them for empty. */
export const KEYS: SizedType = { kind: 'string', most: 0, least: 2 };
