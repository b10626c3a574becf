import { type FieldError, formatFieldError, qualifiedNameProblems } from '@outrigger/pod';
import { forbidden } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { isSame } from '../object/is-same.ts';
import type { ResourceRules } from '../resource/resource.ts';
import { findByPath, readPath } from '../table/json-path.ts';
import type { DefinedVersion, Definition } from './definition/definition.ts';
import { isTrue } from './definition/definition.ts';
import { validateRules } from './rules/validate-rules.ts';
import { scaleProblems } from './scale-problems.ts';
import { defaulted } from './schema/defaulted.ts';
import type { JsonSchema } from './schema/json-schema.ts';
import { validateEmbedded } from './schema/validate-embedded.ts';
import { validateLists } from './schema/validate-lists.ts';
import { validateValue, validateValueAt } from './schema/validate-value.ts';

/** The rules of a custom resource in one of its versions (apiextensions-apiserver pkg/registry/customresource/strategy.go@1.36). */
export function customRules(definition: Definition, version: DefinedVersion): ResourceRules {
  const schema = version.schema?.openAPIV3Schema ?? {};
  const hasStatus = version.subresources?.status !== undefined;
  const scale = version.subresources?.scale;
  const selected = version.selectableFields ?? [];
  const noted = new WeakMap<ApiObject, readonly string[]>();
  return {
    ...(hasStatus ? { resetFields: ['status'] } : { resetFields: [] }),
    setDefaults: (object) => withDefaults(object, schema),
    prepareForCreate(object) {
      if (isTrue(definition, 'Terminating')) throw terminating(definition, object);
      return withGeneration(hasStatus ? without(object, 'status') : object, 1);
    },
    prepareForUpdate(object, old) {
      const kept = hasStatus ? withStatusOf(object, old) : object;
      const generation = old.metadata?.generation ?? 0;
      return withGeneration(kept, isSame(withoutMetadata(kept), withoutMetadata(old)) ? generation : generation + 1);
    },
    validate: (object) => {
      const problems = [...schemaProblems(object, schema), ...scaleProblems(object, scale)];
      return withRules(
        [...problems, ...validateEmbedded(object, schema, ''), ...validateLists(object, schema, '')],
        () => validateRules(object, schema, { path: '', isResource: true, warn: () => undefined }),
      );
    },
    validateUpdate: (object, old) => {
      const problems = [...schemaProblems(object, schema, old), ...scaleProblems(object, scale)];
      return changeProblems(object, old, { schema, problems, noted });
    },
    warnings: (object, old) => [...finalizerWarnings(object, old), ...(noted.get(object) ?? [])],
    ...(selected.length > 0 && {
      selectableFields: (object) => Object.fromEntries(selected.map(({ jsonPath }) => fieldAt(object, jsonPath))),
    }),
  };
}

/** The rules by which the status is written (pkg/registry/customresource/status_strategy.go@1.36). */
export function customStatusRules(version: DefinedVersion): ResourceRules {
  const schema = version.schema?.openAPIV3Schema ?? {};
  const noted = new WeakMap<ApiObject, readonly string[]>();
  return {
    prepareForUpdate(object, old) {
      const { managedFields, resourceVersion } = object.metadata ?? {};
      const metadata = {
        ...old.metadata,
        ...(resourceVersion && { resourceVersion }),
        ...(managedFields && { managedFields }),
      };
      return withStatusOf({ ...old, metadata }, object);
    },
    validateUpdate(object, old) {
      const status = schema.properties?.status;
      const before = Object.hasOwn(old, 'status') ? { value: old.status } : undefined;
      const problems =
        status === undefined || object.status === undefined
          ? []
          : validateValueAt('status', object.status, { schema: status, old: before });
      const counted = [...problems, ...scaleProblems(object, version.subresources?.scale, true)];
      return changeProblems(object, old, { schema, problems: counted, noted, isStatus: true });
    },
    warnings: (object) => noted.get(object) ?? [],
  };
}

/** An object with what its schema says of absent fields; of its metadata nothing is said. */
export function withDefaults(object: ApiObject, schema: JsonSchema): ApiObject {
  const { metadata, ...rest } = object;
  const filled = defaulted(rest, schema) as ApiObject;
  const { metadata: _none, ...own } = filled;
  return metadata === undefined ? own : { ...own, metadata };
}

function schemaProblems(object: ApiObject, schema: JsonSchema, old?: ApiObject): readonly FieldError[] {
  return validateValue(object, schema, { path: '', ...(old && { old: { value: old } }) });
}

function changeProblems(
  object: ApiObject,
  old: ApiObject,
  given: {
    readonly schema: JsonSchema;
    readonly problems: readonly FieldError[];
    readonly noted: WeakMap<ApiObject, readonly string[]>;
    readonly isStatus?: boolean;
  },
): readonly FieldError[] {
  const { schema, problems, noted, isStatus = false } = given;
  const embedded = isStatus ? [] : validateEmbedded(object, schema, '');
  const lists = validateLists(old, schema, '').length > 0 ? [] : validateLists(object, schema, '');
  const warnings: string[] = [];
  const warn = (error: FieldError): void => void warnings.push(formatFieldError(error));
  const found = withRules([...problems, ...embedded, ...lists], () =>
    validateRules(object, schema, { path: '', old: { value: old }, isResource: true, warn }),
  );
  noted.set(object, warnings);
  return found;
}

/** Rules are run on what has the right form only (hasBlockingErr@1.36). */
function withRules(problems: readonly FieldError[], check: () => readonly FieldError[]): readonly FieldError[] {
  if (!problems.some(({ type }) => BLOCKING.has(type))) return [...problems, ...check()];
  return [...problems, UNCHECKED];
}

const BLOCKING: ReadonlySet<string> = new Set(['NotSupported', 'Required', 'TooLong', 'TooMany', 'TypeInvalid']);

const UNCHECKED: FieldError = {
  type: 'Invalid',
  field: '<nil>',
  path: [],
  badValue: null,
  detail:
    'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
};

function withGeneration(object: ApiObject, generation: number): ApiObject {
  return { ...object, metadata: { ...object.metadata, generation } };
}

function without(object: ApiObject, field: string): ApiObject {
  const { [field]: _, ...rest } = object;
  return rest;
}

function withStatusOf(object: ApiObject, other: ApiObject): ApiObject {
  const rest = without(object, 'status');
  return Object.hasOwn(other, 'status') ? { ...rest, status: other.status } : rest;
}

function withoutMetadata(object: ApiObject): ApiObject {
  return without(object, 'metadata');
}

function terminating({ spec }: Definition, { metadata }: ApiObject) {
  const why = 'create not allowed while custom resource definition is terminating';
  return forbidden({ group: spec.group, plural: spec.names.plural }, metadata?.name ?? '', why);
}

/** validateKubeFinalizerName@1.36. */
function finalizerWarnings(object: ApiObject, old: ApiObject | undefined): readonly string[] {
  const before = new Set(old?.metadata?.finalizers);
  const added = [...new Set(object.metadata?.finalizers)].filter((name) => !before.has(name)).sort();
  return added.flatMap((name) => {
    const place = `metadata.finalizers: ${JSON.stringify(name)}: `;
    const problems = qualifiedNameProblems(name, 36).map((problem) => place + problem);
    if (name.includes('/') || STANDARD.includes(name)) return problems;
    const path = name.includes('.') ? ' including a path (/)' : '';
    const words = `prefer a domain-qualified finalizer name${path} to avoid accidental conflicts with other finalizer writers`;
    return [...problems, place + words];
  });
}

const STANDARD = ['orphan', 'foregroundDeletion', 'kubernetes'];

function fieldAt(object: ApiObject, jsonPath: string): readonly [string, string] {
  const path = readPath(jsonPath);
  const value = path === undefined ? undefined : findByPath(object, path)[0];
  return [jsonPath.replace(/^\./, ''), value === undefined || value === null ? '' : String(value)];
}
