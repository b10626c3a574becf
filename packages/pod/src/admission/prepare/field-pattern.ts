import type { ManifestPath } from '../field-path.ts';

/**
 * A change at every place of a value that a pattern names: `spec.containers[*].restartPolicy`, where `[*]` stands for all
 * elements of a list and `{a,b}` for several fields. The answer shares with the value what stays; a change to undefined
 * takes the field out.
 */
export function changeAt<Value>(value: Value, pattern: string, change: Change): Value {
  const parts = pattern.replaceAll('[*]', '.*').split('.');
  return walk(value, parts, { change, place: [] }) as Value;
}

/** What a field becomes; called only where the field is there. */
export type Change = (field: unknown, place: ManifestPath) => unknown;

interface Walk {
  readonly change: Change;
  readonly place: ManifestPath;
}

function walk(value: unknown, parts: readonly string[], { change, place }: Walk): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return change(value, place);
  if (part === '*') {
    if (!Array.isArray(value)) return value;
    const items = value.map((item, at) => walk(item, rest, { change, place: [...place, at] }));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  return part
    .replace(/[{}]/g, '')
    .split(',')
    .reduce((object, name) => walkField(object, name, { rest, change, place }), value);
}

function walkField(value: unknown, name: string, { rest, change, place }: Walk & { readonly rest: readonly string[] }) {
  if (typeof value !== 'object' || value === null) return value;
  const field: unknown = (value as Readonly<Record<string, unknown>>)[name];
  if (field === undefined) return value;
  const changed = walk(field, rest, { change, place: [...place, name] });
  if (changed === field) return value;
  const others = Object.entries(value).filter(([other]) => other !== name);
  return Object.fromEntries(changed === undefined ? others : [...others, [name, changed]]);
}
