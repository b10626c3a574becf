import { type FieldError, goQuote } from '@outrigger/pod';
import type { ApiObject } from '../object/api-object.ts';
import type { ScalePaths } from './definition/definition.ts';
import { isFields } from './schema/json-schema.ts';
import { valueAt } from './value-at.ts';

/** What is wrong with what a Scale would show (ValidateScaleSpec and ValidateScaleStatus in pkg/registry/customresource/validator.go@1.36). */
export function scaleProblems(
  object: ApiObject,
  scale: ScalePaths | undefined,
  isStatusOnly = false,
): readonly FieldError[] {
  if (scale === undefined) return [];
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
  return [
    ...(isStatusOnly ? [] : countProblems(object, specReplicasPath)),
    ...countProblems(object, statusReplicasPath),
    ...(labelSelectorPath ? textProblems(object, labelSelectorPath) : []),
  ];
}

function countProblems(object: ApiObject, path: string): readonly FieldError[] {
  const value = valueAt(object, path);
  const problem = (badValue: unknown, detail: string): readonly FieldError[] => {
    return [{ type: 'Invalid', field: path, path: [path], badValue, detail }];
  };
  const blocked = blockedAt(object, path);
  if (blocked !== undefined) return problem(0, accessor(path, blocked, 'map[string]interface{}'));
  if (value === undefined) return [];
  if (typeof value !== 'number' || !Number.isInteger(value)) return problem(0, accessor(path, value, 'int64'));
  if (value < 0) return problem(value, 'should be a non-negative integer');
  return value > 2 ** 31 - 1 ? problem(value, `should be less than or equal to ${2 ** 31 - 1}`) : [];
}

function textProblems(object: ApiObject, path: string): readonly FieldError[] {
  const value = valueAt(object, path);
  if (value === undefined || typeof value === 'string') return [];
  return [{ type: 'Invalid', field: path, path: [path], badValue: '', detail: accessor(path, value, 'string') }];
}

/** What stands in the way of a path without being a map. */
function blockedAt(object: unknown, path: string): unknown {
  const keys = path.replace(/^\./, '').split('.');
  let value: unknown = object;
  for (const key of keys) {
    if (!isFields(value)) return value ?? undefined;
    value = value[key];
  }
  return undefined;
}

/** unstructured.NestedInt64 and NestedString in their words. */
function accessor(path: string, value: unknown, wanted: string): string {
  const [shown, type] =
    typeof value === 'string'
      ? [value, 'string']
      : typeof value === 'boolean'
        ? [String(value), 'bool']
        : [goText(value), typeOf(value)];
  return `${path} accessor error: ${shown} is of the type ${type}, expected ${wanted}`;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  return typeof value === 'number' ? (Number.isInteger(value) ? 'int64' : 'float64') : 'map[string]interface {}';
}

function goText(value: unknown): string {
  return typeof value === 'object' ? goQuote(JSON.stringify(value)) : String(value);
}
