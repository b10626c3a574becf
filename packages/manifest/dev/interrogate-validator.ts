import type { Leaf, SchemaType } from '../src/schema/schema-type.ts';

/** A compiled validator of kubernetes-models: says true, or leaves its complaints behind. */
export interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly Complaint[] | null;
}

export interface Complaint {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Collects types; equal ones are one. */
export type Intern = (type: SchemaType) => number;

/**
 * Finds out what a validator accepts by asking it, because kubernetes-models ships its schemas only in this compiled form:
 * which type, which fields (those it looks for), which are required, and the same for each of them.
 */
export function interrogate(validator: Validator, intern: Intern): number {
  return ask((value) => complaintsAt(validator, value, ''), intern);
}

/** Complaints about a value in some place, with paths from that place on. */
type Ask = (value: unknown) => readonly Complaint[];

function ask(complaints: Ask, intern: Intern): number {
  return intern(leafOf(complaints) ?? collectionOf(complaints, intern));
}

function leafOf(complaints: Ask): Leaf | { readonly oneOf: readonly string[] } | undefined {
  const accepts = (value: unknown): boolean => !complaints(value).some(({ instancePath }) => instancePath === '');
  const takes = [accepts('x'), accepts(1), accepts(true), accepts([]), accepts({})].map(Number).join('');
  if (takes === '11111') return 'any';
  if (takes === '11000') return 'int-or-string';
  if (takes === '10000') return 'string';
  if (takes === '00100') return 'boolean';
  if (takes === '01000') return numberOf(accepts);
  if (takes !== '00000') return undefined;
  const refusal = complaints('x').find(({ keyword }) => keyword === 'enum' || keyword === 'format');
  if (refusal?.keyword === 'enum') return { oneOf: (refusal.params.allowedValues as readonly string[]).toSorted() };
  return refusal?.params.format === 'date-time' ? 'date-time' : undefined;
}

function numberOf(accepts: (value: unknown) => boolean): Leaf {
  if (accepts('1Gi')) return 'quantity';
  if (accepts(1.5)) return 'number';
  return accepts(2 ** 31) ? 'int64' : 'int32';
}

function collectionOf(complaints: Ask, intern: Intern): SchemaType {
  const isType = (value: unknown): boolean =>
    complaints(value).some(({ keyword, instancePath: at }) => keyword === 'type' && at === '');
  if (!isType([]))
    return {
      itemsOf: ask(
        inside(complaints, '0', (value) => [value]),
        intern,
      ),
    };
  if (isType({})) throw new Error(`a type this generator does not know: ${JSON.stringify(complaints('x'))}`);
  const { fields, isMap } = fieldsAskedFor(complaints);
  if (isMap)
    return {
      valuesOf: ask(
        inside(complaints, 'key', (value) => ({ key: value })),
        intern,
      ),
    };
  if (fields.length === 0) return 'object';
  const required = complaints({}).flatMap(({ keyword, instancePath, params }) =>
    keyword === 'required' && instancePath === '' ? [String(params.missingProperty)] : [],
  );
  const types = fields.map(
    (name) =>
      [
        name,
        ask(
          inside(complaints, name, (value) => ({ [name]: value })),
          intern,
        ),
      ] as const,
  );
  return { fields: Object.fromEntries(types), ...(required.length > 0 && { required: required.toSorted() }) };
}

/** A validator reads each field it knows, and the names of all fields where every name is allowed. */
function fieldsAskedFor(complaints: Ask): { readonly fields: readonly string[]; readonly isMap: boolean } {
  const fields = new Set<string>();
  let isMap = false;
  complaints(
    new Proxy<Record<string, unknown>>(
      {},
      {
        get(_target, name) {
          if (typeof name === 'string') fields.add(name);
          return undefined;
        },
        ownKeys() {
          isMap = true;
          return [];
        },
      },
    ),
  );
  return { fields: [...fields].toSorted(), isMap };
}

function inside(outer: Ask, name: string, wrap: (value: unknown) => unknown): Ask {
  const prefix = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return (value) =>
    outer(wrap(value)).flatMap((complaint) => {
      const { instancePath } = complaint;
      const isInside = instancePath === prefix || instancePath.startsWith(`${prefix}/`);
      return isInside ? [{ ...complaint, instancePath: instancePath.slice(prefix.length) }] : [];
    });
}

function complaintsAt(validator: Validator, value: unknown, path: string): readonly Complaint[] {
  return validator(value) ? [] : (validator.errors ?? []).filter(({ instancePath }) => instancePath.startsWith(path));
}
