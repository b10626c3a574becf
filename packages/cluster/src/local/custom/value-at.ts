import { isFields } from './schema/json-schema.ts';

/** What stands at a plain path, `.spec.replicas`. */
export function valueAt(object: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((value, key) => (isFields(value) ? value[key] : undefined), object);
}

/** A value with another one at a plain path. */
export function withValueAt(object: unknown, path: string, value: unknown): unknown {
  return stepsOf(path).reduceRight<(inner: unknown) => unknown>(
    (set, key) => (inner) => ({
      ...(isFields(inner) ? inner : {}),
      [key]: set(isFields(inner) ? inner[key] : undefined),
    }),
    () => value,
  )(object);
}

function stepsOf(path: string): readonly string[] {
  return path.replace(/^\./, '').split('.');
}
