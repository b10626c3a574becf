import { isDeepStrictEqual } from 'node:util';

/** Throws where two values differ, with the path of the first difference. */
export function expectSame(actual: unknown, expected: unknown, complaint: string): void {
  if (!isDeepStrictEqual(actual, expected)) throw new Error(`${complaint}: ${firstDifference(actual, expected, '')}`);
}

function firstDifference(a: unknown, b: unknown, path: string): string {
  if (isDeepStrictEqual(a, b)) return '';
  if (!isMap(a) || !isMap(b)) return `${path} is ${String(a)}, expected ${String(b)}`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = firstDifference(a[key], b[key], `${path}.${key}`);
    if (found) return found;
  }
  return path;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
