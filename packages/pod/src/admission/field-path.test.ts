import { describe, expect, it } from 'vitest';
import { FieldPath, printPlace } from './field-path.ts';

const containers = FieldPath.of('spec').child('containers');

describe('a field path', () => {
  it.each([
    ['a field', containers.index(0).child('name'), 'spec.containers[0].name', ['spec', 'containers', 0, 'name']],
    ['an entry of a map', FieldPath.of('limits').key('cpu'), 'limits[cpu]', ['limits', 'cpu']],
    ['a field under another name', containers.miscalled('.x', 'y'), 'spec.containers.x', ['spec', 'containers', 'y']],
    ['an item reported at its list', containers.miscalled('', 2), 'spec.containers', ['spec', 'containers', 2]],
    ['a place without a name', FieldPath.nowhere('spec', 'os'), '[]', ['spec', 'os']],
    ['a made-up path', containers.elsewhere('[x]', ['metadata', 'name']), 'spec.containers[x]', ['metadata', 'name']],
  ])('names %s and finds its place', (_what, path, text, place) => {
    expect({ text: path.toString(), place: path.toPlace() }).toEqual({ text, place });
  });
});

it('a place is printed as the API server writes it', () => {
  expect(printPlace(['spec', 'containers', 1, 'name'])).toBe('spec.containers[1].name');
});
