import type { KubernetesObject, Path } from '@outrigger/manifest';

/** What an object holds at a path; undefined where it holds nothing. Objects of other kinds are not checked by any schema. */
export function fieldAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[step] : undefined,
    value,
  );
}

/** A list at a path of an object; empty where there is none. */
export function listAt({ value }: KubernetesObject, path: Path): readonly unknown[] {
  const found = fieldAt(value, path);
  return Array.isArray(found) ? found : [];
}

/** A text at a path; undefined where there is none. */
export function textAt(value: unknown, path: Path): string | undefined {
  const found = fieldAt(value, path);
  return typeof found === 'string' ? found : undefined;
}
