import type { JsonSchema } from '../schema/json-schema.ts';

/** The schema of an object with the fields that every object has, as far as rules see them. */
export function withMetadata(schema: JsonSchema): JsonSchema {
  const text: JsonSchema = { type: 'string' };
  const metadata: JsonSchema = { type: 'object', properties: { name: text, generateName: text } };
  return { ...schema, properties: { ...schema.properties, kind: text, apiVersion: text, metadata } };
}
