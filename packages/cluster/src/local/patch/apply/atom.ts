import type { ListMerging, ValueType } from '../../schema/value-type.ts';
import { isList, isMap, type JsonValue } from '../json-value.ts';

/** How a value of a type is taken: as one, by its items, or by its fields (structured-merge-diff v6 schema.Atom). */
export type Atom = ScalarAtom | ListAtom | MapAtom;

export interface ScalarAtom {
  readonly is: 'scalar';
  /** Undefined where any scalar will do. */
  readonly of: 'string' | 'numeric' | 'boolean' | undefined;
}

export interface ListAtom {
  readonly is: 'list';
  readonly items: ValueType;
  readonly merging: ListMerging;
}

export interface MapAtom {
  readonly is: 'map';
  readonly isAtomic: boolean;
  /** What a field holds; undefined for one that there is not. */
  readonly typeOf: (key: string) => ValueType | undefined;
  /** Whether it is one of a struct's fields. */
  readonly isNamed: (key: string) => boolean;
}

/** The atom of a type; of a type that holds anything the value decides (typed/helpers.go deduceAtom). */
export function atomOf(type: ValueType, value: JsonValue | undefined): Atom {
  switch (type.is) {
    case 'list':
      return { is: 'list', items: type.items, merging: type.merging };
    case 'map':
      return { is: 'map', isAtomic: type.isAtomic, typeOf: () => type.values, isNamed: () => false };
    case 'struct': {
      const { fields, isAtomic, others } = type;
      return {
        is: 'map',
        isAtomic,
        typeOf: (key) => fields.get(key)?.type ?? others,
        isNamed: (key) => fields.has(key),
      };
    }
    case 'leaf':
      if (type.leaf !== 'any') return { is: 'scalar', of: scalars[type.leaf] };
      if (isList(value)) return { is: 'list', items: type, merging: { by: 'nothing' } };
      if (isMap(value) || value === null || value === undefined) {
        return { is: 'map', isAtomic: type.isAtomic ?? false, typeOf: () => type, isNamed: () => false };
      }
      return { is: 'scalar', of: undefined };
  }
}

const scalars: Readonly<Record<string, ScalarAtom['of']>> = {
  string: 'string',
  Time: 'string',
  MicroTime: 'string',
  '[]byte': 'string',
  bool: 'boolean',
  int32: 'numeric',
  int64: 'numeric',
  float64: 'numeric',
};

/** Whether a list is taken as one. */
export function isAtomicList({ merging }: ListAtom): boolean {
  return merging.by === 'nothing';
}
