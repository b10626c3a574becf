import type { JsonSchema, ValidationRule } from '../schema/json-schema.ts';
import type { DefinedVersion } from './definition.ts';

/** Versions as Go prints its own structs, which have no names for JSON (pkg/apis/apiextensions/types.go@1.36). */
export function goVersions(versions: readonly DefinedVersion[], isSchemaShared: boolean): unknown {
  return versions.map((version) => ({
    Name: version.name,
    Served: version.served ?? false,
    Storage: version.storage ?? false,
    Deprecated: version.deprecated ?? false,
    DeprecationWarning: version.deprecationWarning ?? null,
    Schema:
      isSchemaShared || !version.schema?.openAPIV3Schema
        ? null
        : { OpenAPIV3Schema: goSchema(version.schema.openAPIV3Schema) },
    Subresources: null,
    AdditionalPrinterColumns: null,
    SelectableFields: null,
  }));
}

/** A schema as Go prints it (types_jsonschema.go@1.36). */
export function goSchema(schema: JsonSchema): Readonly<Record<string, unknown>> {
  const given = schema as Readonly<Record<string, unknown>>;
  return Object.fromEntries(FIELDS.map(([name, key, zero]) => [name, goValue(given[key], key) ?? zero]));
}

function goValue(value: unknown, key: string): unknown {
  if (value === undefined) return undefined;
  if (key === 'properties' || key === 'patternProperties' || key === 'definitions')
    return eachOf(value as Record<string, JsonSchema>);
  if (key === 'allOf' || key === 'anyOf' || key === 'oneOf') return (value as readonly JsonSchema[]).map(goSchema);
  if (key === 'not') return goSchema(value as JsonSchema);
  if (key === 'items') return { Schema: goSchema(value as JsonSchema), JSONSchemas: null };
  if (key === 'additionalProperties' || key === 'additionalItems') {
    return typeof value === 'boolean'
      ? { Allows: value, Schema: null }
      : { Allows: true, Schema: goSchema(value as JsonSchema) };
  }
  return key === 'x-kubernetes-validations' ? (value as readonly ValidationRule[]).map(goRule) : value;
}

function eachOf(schemas: Readonly<Record<string, JsonSchema>>): unknown {
  return Object.fromEntries(
    Object.keys(schemas)
      .sort()
      .map((name) => [name, goSchema(schemas[name] ?? {})]),
  );
}

/** A rule as Go prints it. */
export function goRule({
  rule,
  message,
  messageExpression,
  reason,
  fieldPath,
  optionalOldSelf,
}: ValidationRule): object {
  return {
    Rule: rule,
    Message: message ?? '',
    MessageExpression: messageExpression ?? '',
    Reason: reason ?? null,
    FieldPath: fieldPath ?? '',
    OptionalOldSelf: optionalOldSelf ?? null,
  };
}

/** The fields of a schema: Go's name, that of JSON, and what stands there for nothing. */
const FIELDS: readonly (readonly [name: string, key: string, zero: unknown])[] = [
  ['ID', 'id', ''],
  ['Schema', '$schema', ''],
  ['Ref', '$ref', null],
  ['Description', 'description', ''],
  ['Type', 'type', ''],
  ['Nullable', 'nullable', false],
  ['Format', 'format', ''],
  ['Title', 'title', ''],
  ['Default', 'default', null],
  ['Maximum', 'maximum', null],
  ['ExclusiveMaximum', 'exclusiveMaximum', false],
  ['Minimum', 'minimum', null],
  ['ExclusiveMinimum', 'exclusiveMinimum', false],
  ['MaxLength', 'maxLength', null],
  ['MinLength', 'minLength', null],
  ['Pattern', 'pattern', ''],
  ['MaxItems', 'maxItems', null],
  ['MinItems', 'minItems', null],
  ['UniqueItems', 'uniqueItems', false],
  ['MultipleOf', 'multipleOf', null],
  ['Enum', 'enum', null],
  ['MaxProperties', 'maxProperties', null],
  ['MinProperties', 'minProperties', null],
  ['Required', 'required', null],
  ['Items', 'items', null],
  ['AllOf', 'allOf', null],
  ['OneOf', 'oneOf', null],
  ['AnyOf', 'anyOf', null],
  ['Not', 'not', null],
  ['Properties', 'properties', null],
  ['AdditionalProperties', 'additionalProperties', null],
  ['PatternProperties', 'patternProperties', null],
  ['Dependencies', 'dependencies', null],
  ['AdditionalItems', 'additionalItems', null],
  ['Definitions', 'definitions', null],
  ['ExternalDocs', 'externalDocs', null],
  ['Example', 'example', null],
  ['XPreserveUnknownFields', 'x-kubernetes-preserve-unknown-fields', null],
  ['XEmbeddedResource', 'x-kubernetes-embedded-resource', false],
  ['XIntOrString', 'x-kubernetes-int-or-string', false],
  ['XListMapKeys', 'x-kubernetes-list-map-keys', null],
  ['XListType', 'x-kubernetes-list-type', null],
  ['XMapType', 'x-kubernetes-map-type', null],
  ['XValidations', 'x-kubernetes-validations', null],
];
