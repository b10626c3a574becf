import type { GoFields, StructTable } from '@outrigger/pod';
import { structType } from '../schema/kind-type.ts';
import type { ValueType } from '../schema/value-type.ts';

/** The structs of the API as a decoder reads them. */
export const goStructs: StructTable = { fieldsOf, print, bare: (name) => name.split('.').at(-1) ?? '' };

function fieldsOf(name: string): GoFields | undefined {
  const known = read.get(name);
  if (known !== undefined) return known;
  const type = structType(name);
  if (type === undefined) return undefined;
  const always = { firstMinor: 0, lastMinor: Number.POSITIVE_INFINITY };
  const fields: GoFields = new Map(
    [...type.fields].map(([field, { type: own, go }]) => {
      return [field, { type: goName(own, go?.typeName, type.name), ...always, embeddedIn: go?.embeddedIn }];
    }),
  );
  read.set(name, fields);
  return fields;
}

const read = new Map<string, GoFields>();

/** A field's type; plain ones may have a name of their own, which lies in the package of the struct. */
function goName(type: ValueType, typeName: string | undefined, struct: string): string {
  const own = nameOf(type);
  if (typeName === undefined || !/^(?:\[\])?string$/.test(own)) return own;
  const [, list = '', bare = ''] = /^(\[\])?(.*)$/.exec(typeName) ?? [];
  return `${list}${bare === 'UID' ? 'types' : struct.split('.').slice(0, 2).join('.')}.${bare}`;
}

function nameOf(type: ValueType): string {
  switch (type.is) {
    case 'leaf':
      return type.leaf === '[]byte' ? 'bytes' : type.leaf;
    case 'list':
      return `[]${nameOf(type.items)}`;
    case 'map':
      return `map[string]${nameOf(type.values)}`;
    case 'struct':
      return type.name;
  }
}

/** `[]v1.Container`. */
function print(type: string): string {
  if (type.startsWith('[]')) return `[]${print(type.slice(2))}`;
  if (type.startsWith('map[string]')) return `map[string]${print(type.slice(11))}`;
  if (type === 'Quantity') return 'resource.Quantity';
  return type === 'bytes' ? '[]uint8' : type.split('.').slice(-2).join('.');
}
