import type { JsonSchema } from './json-schema.ts';

/** Walks over a schema and everything in it (SchemaHas in apiextensions pkg/apis/apiextensions/validation@1.36). */
export function eachSchema(schema: JsonSchema, visit: (schema: JsonSchema) => void): void {
  visit(schema);
  for (const inner of innerSchemas(schema)) eachSchema(inner, visit);
}

function innerSchemas(schema: JsonSchema): readonly JsonSchema[] {
  const { items, allOf = [], anyOf = [], oneOf = [], not, additionalProperties, additionalItems } = schema;
  const inner: (JsonSchema | boolean | readonly string[] | undefined)[] = [
    ...(Array.isArray(items) ? (items as readonly JsonSchema[]) : [items as JsonSchema | undefined]),
    ...allOf,
    ...oneOf,
    ...anyOf,
    not,
    ...Object.values(schema.properties ?? {}),
    additionalProperties,
    ...Object.values(schema.patternProperties ?? {}),
    ...Object.values(schema.dependencies ?? {}),
    additionalItems,
    ...Object.values(schema.definitions ?? {}),
  ];
  return inner.filter((one): one is JsonSchema => typeof one === 'object' && !Array.isArray(one));
}
