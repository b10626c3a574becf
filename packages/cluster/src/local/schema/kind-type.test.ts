import { describe, expect, test } from 'vitest';
import { structureSource } from '../../../dev/structure-source.ts';
import { goFields } from './generated/go-fields.ts';
import { structure } from './generated/structure.ts';
import { kindType, structNames, structType } from './kind-type.ts';
import { atomicStructs, listFacts } from './list-facts.ts';

describe('the structure of the API', () => {
  test('is what kubernetes-models says', async () => {
    expect(await structureSource()).toContain(structure);
  });

  test('refers only to structs that there are', () => {
    expect(structNames().filter((name) => structType(name) === undefined)).toEqual([]);
  });

  test.each([
    ['v1', 'Pod', 'core.v1.Pod'],
    ['apps/v1', 'Deployment', 'apps.v1.Deployment'],
    ['rbac.authorization.k8s.io/v1', 'Role', 'rbac.v1.Role'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', 'autoscaling.v2.HorizontalPodAutoscaler'],
  ])('knows %s %s', (apiVersion, kind, name) => {
    expect(kindType(apiVersion, kind)?.name).toBe(name);
  });
});

describe('every fact about a field', () => {
  test.each([
    ['of lists', Object.entries(listFacts).flatMap(([type, facts]) => placesIn(type, facts))],
    [
      'of Go',
      goFields
        .trim()
        .split('\n')
        .flatMap((line) => placesIn(line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2))),
    ],
  ])('%s is about one that exists', (_name, places) => {
    expect(places.length).toBeGreaterThan(80);
    expect(places.filter(([type, field]) => !structType(type)?.fields.has(field)).map(String)).toEqual([]);
  });

  test('of a map list names keys that its items have', () => {
    const lists = structNames().flatMap((name) =>
      [...(structType(name)?.fields ?? [])].map(([field, { type }]) => ({ name, field, type })),
    );
    const wrong = lists.filter(({ type }) => {
      if (type.is !== 'list' || type.merging.by !== 'keys') return false;
      const { items, merging } = type;
      return items.is !== 'struct' || !merging.keys.every((key) => items.fields.has(key.name));
    });
    expect(wrong.map(({ name, field }) => `${name}.${field}`)).toEqual([]);
  });

  test('of an atomic struct is about one that exists', () => {
    expect([...atomicStructs].filter((name) => structType(name) === undefined)).toEqual([]);
  });
});

function placesIn(type: string, facts: string): readonly (readonly [type: string, field: string])[] {
  return facts.split(', ').map((fact) => [type, fact.split(' ')[0] ?? ''] as const);
}
