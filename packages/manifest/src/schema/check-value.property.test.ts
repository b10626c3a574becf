import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Complaint } from '../../dev/interrogate-validator.ts';
import { schemas, validatorOf } from '../../dev/pod-schema-source.ts';
import { isJsonObject, type Json } from '../meaning/json.ts';
import type { Path } from '../problem/problem.ts';
import { checkValue } from './check-value.ts';
import { podSchema } from './pod-schema.ts';
import { printPath } from './print-path.ts';
import { arbitraryValue } from './testing/arbitrary-value.ts';

const numRuns = process.env.OUTRIGGER_TEST === 'full' ? 5000 : 150;

describe.each(Object.entries(schemas))('%s is judged as kubernetes-models judges it', (type, schema) => {
  const root = podSchema().roots[type] ?? 0;

  test('what its schema allows is fine', async () => {
    const validate = await validatorOf(schema);
    fc.assert(
      fc.property(arbitraryValue(root), (value) => {
        expect(checkValue(value, type)).toEqual([]);
        expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
      }),
      { numRuns },
    );
  });

  test('complaints are about the same fields', async () => {
    const validate = await validatorOf(schema);
    fc.assert(
      fc.property(arbitraryValue(root), fc.nat(), spoiler, (value, where, spoil) => {
        const paths = pathsOf(value);
        const spoilt = spoil(value, paths[where % paths.length] ?? []);
        const ours = checkValue(spoilt, type).filter(({ kind }) => kind !== 'unknown-field');
        const theirs = validate(spoilt) ? [] : (validate.errors ?? []);
        expect(new Set(ours.map(({ path }) => printPath(path)))).toEqual(new Set(theirs.map(complainedPath)));
      }),
      { numRuns },
    );
  });
});

const spoiler = fc.oneof(
  fc
    .constantFrom<Json[]>('text', 5, 1.5, true, [], {}, ['x'], { x: 1 }, 2 ** 40, -(2 ** 33))
    .map((bad) => (value: Json, path: Path) => put(value, path, bad)),
  fc.constant((value: Json, path: Path) => put(value, path, undefined)),
);

function put(value: Json, [first, ...rest]: Path, replacement: Json | undefined): Json {
  if (first === undefined) return replacement ?? {};
  if (Array.isArray(value)) {
    const items = value.map((item: Json, index) => (index === first ? put(item, rest, replacement) : item));
    return rest.length === 0 && replacement === undefined ? items.toSpliced(Number(first), 1) : items;
  }
  if (!isJsonObject(value)) return value;
  const { [first]: inner, ...others } = value;
  if (rest.length === 0 && replacement === undefined) return others;
  return { ...value, [first]: put(inner ?? null, rest, replacement) };
}

function pathsOf(value: Json, path: Path = []): readonly Path[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item: Json, index) => pathsOf(item, [...path, index]))];
  if (!isJsonObject(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name]))];
}

function complainedPath({ instancePath, keyword, params }: Complaint): string {
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return printPath(keyword === 'required' ? [...steps, String(params.missingProperty)] : steps);
}
