import { entriesOf, isFields, isList, itemsOf, type JsonSchema } from './json-schema.ts';

/** What is left of a value, and the paths of what was unknown, sorted. */
export interface Pruned {
  readonly value: unknown;
  readonly unknown: readonly string[];
}

/** A value without the fields that its schema does not name (apiextensions-apiserver pkg/apiserver/schema/pruning@1.36). */
export function pruned(value: unknown, schema: JsonSchema, isRoot: boolean): Pruned {
  const unknown: string[] = [];
  const whole = isRoot ? { ...schema, 'x-kubernetes-embedded-resource': true } : schema;
  return { value: prune(value, whole, { path: '', unknown }), unknown: unknown.sort() };
}

interface Place {
  readonly path: string;
  readonly unknown: string[];
}

function prune(value: unknown, schema: JsonSchema | undefined, { path, unknown }: Place): unknown {
  const keepsUnknown = schema?.['x-kubernetes-preserve-unknown-fields'] === true;
  if (isList(value)) {
    const items = schema === undefined ? undefined : itemsOf(schema);
    if (keepsUnknown && items === undefined) return value;
    // Inside of what keeps everything, only what is described is looked at.
    const inside = keepsUnknown ? { ...items, 'x-kubernetes-preserve-unknown-fields': true } : items;
    return value.map((item, at) => prune(item, inside, { path: `${path}[${at}]`, unknown }));
  }
  if (!isFields(value)) return value;
  const kept = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    if (schema?.['x-kubernetes-embedded-resource'] && META.has(key)) return [[key, item]];
    const at = path === '' ? key : `${path}.${key}`;
    const own = Object.hasOwn(schema?.properties ?? {}, key) ? schema?.properties?.[key] : undefined;
    if (own !== undefined) return [[key, prune(item, own, { path: at, unknown })]];
    if (schema?.additionalProperties) return [[key, prune(item, entriesOf(schema), { path: at, unknown })]];
    if (keepsUnknown) return [[key, item]];
    if (path !== '' || !META.has(key)) unknown.push(at);
    return [];
  });
  return Object.fromEntries(kept);
}

const META: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);
