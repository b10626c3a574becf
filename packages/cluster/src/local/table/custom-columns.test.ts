import { describe, expect, test } from 'vitest';
import { columnPrinter } from './custom-columns.ts';

const NOW = new Date('2026-11-21T09:34:20Z');

const widget = {
  metadata: { name: 'w', creationTimestamp: '2026-11-21T09:34:18Z', labels: { 'a.b/c': 'lab' } },
  spec: {
    size: 3,
    when: '2026-01-01T00:00:00Z',
    list: [
      { a: 'x', b: '1', n: 1 },
      { a: 'y', b: '2', n: 2 },
      { a: 'z', b: '3' },
    ],
    obj: { k: 'v', d: { e: [1] } },
    bool: true,
    num: 1.5,
  },
};

// What kube-apiserver 1.36.2 printed for this object under these columns.
const cells = [
  ['integer', '.spec.size', 3],
  ['date', '.spec.when', '324d'],
  ['date', '.spec.obj.k', '<invalid>'],
  ['string', '.spec.list', '[{"a":"x","b":"1","n":1},{"a":"y","b":"2","n":2},{"a":"z","b":"3"}]'],
  ['string', '.spec.list[*].a', 'x'],
  ['string', '.spec.list[0].a', 'x'],
  ['string', '.spec.list[?(@.a=="y")].b', '2'],
  ['string', '.spec.obj', '{"d":{"e":[1]},"k":"v"}'],
  ['boolean', '.spec.bool', true],
  ['boolean', '.spec.size', null],
  ['number', '.spec.num', 1.5],
  ['integer', '.spec.num', 1],
  ['string', '.metadata.labels.a\\.b/c', 'lab'],
  ['string', '.spec.list[-1:].a', 'z'],
  ['string', '.spec.list[0:2].a', 'x'],
  ['string', ".spec['obj']['k']", 'v'],
  ['string', '.spec.list[?(@.b!="2")].a', 'x'],
  ['string', '..a', 'x'],
  ['string', '.spec.list[0,2].a', 'x'],
  ['string', '.spec.list[?(@.n>1)].a', 'y'],
  ['string', '.spec.list[?(@.n)].a', 'x'],
  ['string', '.spec.none.at.all', null],
] as const;

describe('a column of a custom resource', () => {
  test.each(cells)('of type %s at %s shows %s', (type, jsonPath, shown) => {
    const printer = columnPrinter([{ name: 'C', type, jsonPath }]);
    expect(printer.cells(widget, NOW)).toEqual(['w', shown]);
  });

  test('says where it comes from when nobody has described it', () => {
    const [, column] = columnPrinter([{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }]).columns;
    expect(column?.description).toBe('Custom resource definition column (in JSONPath format): .spec.size');
  });
});

test('a custom resource without columns has an age', () => {
  const printer = columnPrinter([]);
  expect(printer.columns.map(({ name, type }) => [name, type])).toEqual([
    ['Name', 'string'],
    ['Age', 'date'],
  ]);
  expect(printer.cells(widget, NOW)).toEqual(['w', '2s']);
});
