import { describe, expect, test } from 'vitest';
import type { ApiObject } from '../../local/object/api-object.ts';
import { createObjectCache } from './object-cache.ts';

const object = (version: number, more: object = {}): ApiObject => ({
  metadata: { namespace: 'n', name: 'w', uid: 'u', resourceVersion: String(version), ...more },
});

function observed() {
  const heard: string[] = [];
  const cache = createObjectCache(({ before, after }) => {
    heard.push(`${before?.metadata?.resourceVersion ?? '-'} ${after?.metadata?.resourceVersion ?? '-'}`);
  });
  return { cache, heard };
}

describe('what is known of objects', () => {
  test('does not become older when the watch is behind what we have written', () => {
    const { cache, heard } = observed();
    cache.put(object(5));
    cache.put(object(4));
    cache.put(object(5));
    expect(cache.get('n', 'w')?.metadata?.resourceVersion).toBe('5');
    expect(heard).toEqual(['- 5']);
  });

  test('does not come back when the watch tells late of an object that we have deleted', () => {
    const { cache, heard } = observed();
    cache.put(object(5));
    cache.remove(object(5));
    cache.put(object(6));
    expect(cache.list()).toEqual([]);
    expect(heard).toEqual(['- 5', '5 -']);
  });

  test('tells of the end of an object whose name another one has taken', () => {
    const { cache, heard } = observed();
    cache.put(object(5));
    cache.put(object(9, { uid: 'other' }));
    expect(heard).toEqual(['- 5', '5 -', '- 9']);
  });

  test('is found by owner as long as the object names it', () => {
    const { cache } = observed();
    const owner = { apiVersion: 'v1', kind: 'X', name: 'x', uid: 'o', controller: true };
    cache.put(object(5, { ownerReferences: [owner] }));
    expect(cache.controlledBy('o')).toHaveLength(1);
    cache.put(object(6));
    expect(cache.controlledBy('o')).toEqual([]);
  });
});
