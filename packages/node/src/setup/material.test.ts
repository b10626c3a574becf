import { describe, expect, test } from 'vitest';
import { readMaterial } from './material.ts';

const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

describe('ConfigMaps and Secrets', () => {
  test('are taken out of what manifests bring, by namespace and name', () => {
    const { material, problems } = readMaterial(
      [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'shop' }, data: { a: '1' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, binaryData: { b: 'AP8=' } },
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'c' }, data: { key: 'b3BlbgpzZXNhbWU=' } },
        { apiVersion: 'example.org/v1', kind: 'Secret', metadata: { name: 'other' } },
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'c' } },
        null,
        'text',
      ],
      'here',
    );
    expect(problems).toEqual([]);
    expect(material.configMap('shop', 'c')?.data.get('a')).toBe('1');
    expect([...(material.configMap('here', 'c')?.binaryData.get('b') ?? [])]).toEqual([0, 255]);
    expect(text(material.secret('here', 'c')?.get('key'))).toBe('open\nsesame');
    expect(material.secret('here', 'other')).toBeUndefined();
    expect(material.configMap('default', 'c')).toBeUndefined();
  });

  test('of one name are one: the later counts', () => {
    const { material } = readMaterial(
      ['1', '2'].map((a) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a } })),
    );
    expect(material.configMap('default', 'c')?.data.get('a')).toBe('2');
  });
});

test('stringData is written over data', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    data: { a: 'MQ==', b: 'Mg==' },
    stringData: { b: 'two', c: null },
  };
  const found = readMaterial([secret]).material.secret('default', 's');
  expect([...(found ?? [])].map(([key, bytes]) => [key, text(bytes)])).toEqual([
    ['a', '1'],
    ['b', 'two'],
    ['c', ''],
  ]);
});

test.each([
  ['ConfigMap', { data: { port: 80 } }, ['data', 'port'], 'must be a text, and is a number: put it into quotes'],
  ['ConfigMap', { binaryData: { a: 'x' } }, ['binaryData', 'a'], 'is not base64'],
  ['Secret', { data: { key: 'open sesame' } }, ['data', 'key'], 'is not base64'],
  [
    'Secret',
    { stringData: { on: true } },
    ['stringData', 'on'],
    'must be a text, and is a boolean: put it into quotes',
  ],
])('a %s with %j is not there, and it is said why', (kind, content, path, message) => {
  const { material, problems } = readMaterial([{ apiVersion: 'v1', kind, metadata: { name: 'x' }, ...content }]);
  expect(problems).toEqual([{ kind, namespace: 'default', name: 'x', path, message }]);
  expect(material.configMap('default', 'x') ?? material.secret('default', 'x')).toBeUndefined();
});

test('line ends in base64 mean nothing', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'b3Bl\nbg==\n' } };
  expect(text(readMaterial([secret]).material.secret('default', 's')?.get('a'))).toBe('open');
});
