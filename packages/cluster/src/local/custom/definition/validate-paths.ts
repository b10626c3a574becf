import type { FieldErrors, FieldPath } from '@outrigger/pod';
import { entriesOf, type JsonSchema } from '../schema/json-schema.ts';
import type { DefinedVersion, ScalePaths } from './definition.ts';

/** ValidateCustomResourceDefinitionSubresources in pkg/apis/apiextensions/validation@1.36. */
export function validateScale(scale: ScalePaths | undefined, path: FieldPath, errors: FieldErrors): void {
  if (scale === undefined) return;
  const check = (field: keyof ScalePaths, roots: readonly string[], why: string): void => {
    const given = scale[field] ?? '';
    const own = path.child(`scale.${field}`);
    const before = errors.list.length;
    validateSimplePath(given, own, errors);
    if (errors.list.length === before && !roots.some((root) => given.startsWith(root))) errors.invalid(own, given, why);
  };
  if (!scale.specReplicasPath) errors.required(path.child('scale.specReplicasPath'));
  else check('specReplicasPath', ['.spec.'], 'should be a json path under .spec');
  if (!scale.statusReplicasPath) errors.required(path.child('scale.statusReplicasPath'));
  else check('statusReplicasPath', ['.status.'], 'should be a json path under .status');
  if (scale.labelSelectorPath) {
    check('labelSelectorPath', ['.spec.', '.status.'], 'should be a json path under either .spec or .status');
  }
}

/** A path that begins with a dot. */
export function validateSimplePath(text: string, path: FieldPath, errors: FieldErrors): void {
  if (text === '') errors.invalid(path, text, 'must not be empty');
  else if (!text.startsWith('.')) errors.invalid(path, text, 'must be a simple json path starting with .');
}

/** ValidateCustomResourceSelectableFields@1.36. */
export function validateSelectable(version: DefinedVersion, path: FieldPath, errors: FieldErrors): void {
  const seen = new Set<string>();
  const root = version.schema?.openAPIV3Schema ?? {};
  for (const [index, { jsonPath = '' }] of (version.selectableFields ?? []).entries()) {
    const own = path.index(index).child('jsonPath');
    if (jsonPath === '') {
      errors.required(own);
      continue;
    }
    const found = schemaAt(root, jsonPath);
    if (typeof found === 'string') {
      errors.invalid(own, jsonPath, `is an invalid path: ${found}`);
      continue;
    }
    if (/^\.metadata\b/.test(jsonPath)) errors.invalid(own, jsonPath, 'must not point to fields in metadata');
    if (!['string', 'boolean', 'integer'].includes(found.type ?? '')) {
      const why =
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
      errors.invalid(own, jsonPath, why);
    }
    if (seen.has(jsonPath)) errors.duplicate(own, jsonPath);
    seen.add(jsonPath);
  }
  if (seen.size > 8) errors.tooMany(path, seen.size, 8);
}

/** What a path leads to, or why nowhere (ValidFieldPath in pkg/apiserver/schema/cel/validation.go@1.36). */
export function schemaAt(root: JsonSchema, path: string, allowsKeys = false): JsonSchema | string {
  let schema = root;
  let rest = path;
  while (rest !== '') {
    const named = /^\.([A-Za-z_][\w-]*)/.exec(rest);
    const keyed = /^\['((?:[^'\\]|\\.)+)'\]/.exec(rest);
    const step = named ?? (allowsKeys ? keyed : null);
    if (step === null) {
      if (rest.startsWith('[') && !allowsKeys) return 'array index or map key notation is not allowed';
      return `expected [ or . but got: ${/^\w+|^./.exec(rest)?.[0]}`;
    }
    const key = (step[1] ?? '').replace(/\\(.)/g, '$1');
    const next = schema.properties === undefined ? entriesOf(schema) : schema.properties[key];
    if (next === undefined) return 'does not refer to a valid field';
    schema = next;
    rest = rest.slice(step[0].length);
  }
  return schema;
}
