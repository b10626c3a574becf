import fc from 'fast-check';
import type { Json } from '../../meaning/json.ts';
import { podSchema } from '../pod-schema.ts';
import type { Leaf, ObjectType } from '../schema-type.ts';

/** Values that a type allows, with any few of the fields it knows. */
export function arbitraryValue(typeAt: number): fc.Arbitrary<Json> {
  const type = podSchema().types[typeAt];
  if (type === undefined || typeof type === 'string') return leaves[type ?? 'any'];
  if ('oneOf' in type) return fc.constantFrom(...type.oneOf);
  if ('itemsOf' in type) return fc.array(arbitraryValue(type.itemsOf), { maxLength: 2 });
  if ('valuesOf' in type)
    return fc.dictionary(fc.constantFrom('a', 'b.c/d', 'x~y'), arbitraryValue(type.valuesOf), { maxKeys: 2 });
  return arbitraryObject(type);
}

function arbitraryObject({ fields, required = [] }: ObjectType): fc.Arbitrary<Json> {
  const optional = Object.keys(fields).filter((name) => !required.includes(name));
  const chosen = fc.subarray(optional, { maxLength: Math.min(3, optional.length) });
  return chosen.chain((names) => {
    const entries = [...required, ...names].map(
      (name) => [name, fc.memo(() => arbitraryValue(fields[name] ?? 0))(1)] as const,
    );
    return fc.record(Object.fromEntries(entries)) as fc.Arbitrary<Json>;
  });
}

const leaves: Readonly<Record<Leaf, fc.Arbitrary<Json>>> = {
  any: fc.constantFrom<Json[]>(1, 'x', true, [], {}),
  object: fc.constantFrom<Json[]>({}, { x: 1 }),
  string: fc.constantFrom('', 'x', '5', 'true'),
  boolean: fc.boolean(),
  int32: fc.integer(),
  int64: fc.maxSafeInteger(),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  quantity: fc.constantFrom<Json[]>('500m', '1Gi', '1e3', 2, 0.5),
  'int-or-string': fc.constantFrom<Json[]>(8080, 'http', '25%'),
  'date-time': fc.constant('2026-01-31T12:00:00Z'),
};
