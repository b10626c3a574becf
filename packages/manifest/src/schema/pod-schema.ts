import { podSchema as text } from '../generated/pod-schema.ts';
import type { SchemaTable } from './schema-type.ts';

let table: SchemaTable | undefined;

/** The schemas of the kinds that hold pods, from kubernetes-models. */
export function podSchema(): SchemaTable {
  table ??= JSON.parse(text) as SchemaTable;
  return table;
}

/** The names of types that `checkValue` knows: `apps/v1/Deployment`, `PodSpec`, … */
export function knownTypes(): ReadonlySet<string> {
  return new Set(Object.keys(podSchema().roots));
}
