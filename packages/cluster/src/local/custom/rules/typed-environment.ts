import type { Environment } from '@marcbachmann/cel-js';
import { celEnvironment } from '../../cel/base-environment.ts';
import { escapedName } from '../../cel/escaped-name.ts';
import { entriesOf, itemsOf, type JsonSchema } from '../schema/json-schema.ts';

/** What a rule knows, with the types of its schema: fields that there are not are found before anything runs (apiserver pkg/cel/common/schemas.go@1.36). */
export function typedEnvironment(schema: JsonSchema, hasOptionalOld: boolean): Environment {
  const environment = celEnvironment();
  const type = declare(schema, environment, { count: 0 });
  return environment
    .registerVariable('self', type)
    .registerVariable('oldSelf', hasOptionalOld ? `optional<${type}>` : type);
}

function declare(schema: JsonSchema, environment: Environment, names: { count: number }): string {
  if (schema['x-kubernetes-int-or-string']) return 'dyn';
  switch (schema.type) {
    case 'array': {
      const items = itemsOf(schema);
      return items === undefined ? 'list<dyn>' : `list<${declare(items, environment, names)}>`;
    }
    case 'object':
      return declareObject(schema, environment, names);
    case 'string':
      return textType(schema.format);
    case 'integer':
      return 'int';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    default:
      return 'dyn';
  }
}

function declareObject(schema: JsonSchema, environment: Environment, names: { count: number }): string {
  const { properties } = schema;
  const entries = entriesOf(schema);
  if (entries !== undefined) return `map<string, ${declare(entries, environment, names)}>`;
  if (properties === undefined) return 'dyn';
  const fields = Object.entries(properties).flatMap(([key, own]): [string, string][] => {
    const name = escapedName(key);
    // What has no type cannot be seen.
    if (name === undefined || (!own.type && !own['x-kubernetes-int-or-string'])) return [];
    return [[name, declare(own, environment, names)]];
  });
  const called = `Object${++names.count}`;
  environment.registerType(called, { fields: Object.fromEntries(fields) });
  return called;
}

function textType(format: string | undefined): string {
  if (format === 'date-time' || format === 'datetime' || format === 'date') return 'google.protobuf.Timestamp';
  if (format === 'duration') return 'google.protobuf.Duration';
  return format === 'byte' ? 'bytes' : 'string';
}
