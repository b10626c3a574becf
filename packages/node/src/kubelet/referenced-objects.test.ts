import type { IPod } from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import { referencedObjects } from './referenced-objects.ts';

const rows: readonly (readonly [
  what: string,
  spec: object,
  configMaps: readonly string[],
  secrets: readonly string[],
])[] = [
  [
    'volumes',
    { volumes: [{ configMap: { name: 'c' } }, { secret: { secretName: 's' } }, { emptyDir: {} }] },
    ['c'],
    ['s'],
  ],
  [
    'sources of projected volumes',
    {
      volumes: [
        { projected: { sources: [{ configMap: { name: 'c' } }, { secret: { name: 's' } }, { downwardAPI: {} }] } },
      ],
    },
    ['c'],
    ['s'],
  ],
  [
    'variables of every kind of container',
    {
      initContainers: [{ env: [{ valueFrom: { configMapKeyRef: { name: 'init', key: 'k' } } }] }],
      containers: [{ envFrom: [{ configMapRef: { name: 'main' } }, { secretRef: { name: 's' } }] }],
      ephemeralContainers: [{ env: [{ valueFrom: { secretKeyRef: { name: 'debug', key: 'k' } } }] }],
    },
    ['init', 'main'],
    ['s', 'debug'],
  ],
  ['what pulls images', { imagePullSecrets: [{ name: 'registry' }] }, [], ['registry']],
  ['nothing', {}, [], []],
];

test.each(rows)('a pod reads what is named by %s', (_, spec, configMaps, secrets) => {
  const found = referencedObjects({ spec } as IPod);
  expect([...found.configMaps]).toEqual(configMaps);
  expect([...found.secrets]).toEqual(secrets);
});

test('a token lives an hour where nothing is said', () => {
  const sources = [
    { serviceAccountToken: { path: 'a' } },
    { serviceAccountToken: { audience: 'x', expirationSeconds: 600, path: 'b' } },
  ];
  expect(referencedObjects({ spec: { volumes: [{ projected: { sources } }] } } as IPod).tokens).toEqual([
    { audience: undefined, expirationSeconds: 3600 },
    { audience: 'x', expirationSeconds: 600 },
  ]);
});
