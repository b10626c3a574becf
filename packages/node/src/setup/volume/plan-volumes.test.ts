import type { IVolume } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { readMaterial } from '../material.ts';
import { materialWith, podWith } from '../testing/small-world.ts';
import { planVolumes, type VolumeWorld } from './plan-volumes.ts';
import type { Planned, PlannedVolume } from './volume-plan.ts';

const material = readMaterial(
  [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c' },
      data: { a: 'A', b: 'B' },
      binaryData: { bin: 'AP8=' },
    },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { key: 'KEY', a: 'S' } },
  ],
  'shop',
).material;

type FileRow = readonly [path: string, text: string, mode: number];

describe('a volume of files', () => {
  test.each<readonly [string, Omit<IVolume, 'name'>, readonly FileRow[], number]>([
    [
      'a ConfigMap: readable by all',
      { configMap: { name: 'c' } },
      [
        ['a', 'A', 0o644],
        ['b', 'B', 0o644],
        ['bin', '\u0000\ufffd', 0o644],
      ],
      0o755,
    ],
    [
      'some keys of a ConfigMap, elsewhere and otherwise',
      {
        configMap: {
          name: 'c',
          defaultMode: 0o400,
          items: [
            { key: 'a', path: 'etc/a.conf' },
            { key: 'b', path: 'run.sh', mode: 0o755 },
          ],
        },
      },
      [
        ['etc/a.conf', 'A', 0o400],
        ['run.sh', 'B', 0o755],
      ],
      0o755,
    ],
    ['a ConfigMap that need not be', { configMap: { name: 'x', optional: true } }, [], 0o755],
    [
      'a key that need not be',
      { configMap: { name: 'c', optional: true, items: [{ key: 'x', path: 'x' }] } },
      [],
      0o755,
    ],
    [
      'a Secret: for its owner',
      { secret: { secretName: 's' } },
      [
        ['a', 'S', 0o600],
        ['key', 'KEY', 0o600],
      ],
      0o700,
    ],
    [
      'a Secret with the mode that the API server writes for none',
      { secret: { secretName: 's', defaultMode: 0o644, items: [{ key: 'key', path: 'k' }] } },
      [['k', 'KEY', 0o600]],
      0o700,
    ],
    [
      'a Secret for a group',
      { secret: { secretName: 's', defaultMode: 0o440, items: [{ key: 'key', path: 'k' }] } },
      [['k', 'KEY', 0o440]],
      0o755,
    ],
    [
      'one file of a Secret for all',
      {
        secret: {
          secretName: 's',
          items: [
            { key: 'key', path: 'k', mode: 0o644 },
            { key: 'a', path: 'a' },
          ],
        },
      },
      [
        ['a', 'S', 0o600],
        ['k', 'KEY', 0o644],
      ],
      0o755,
    ],
    ['a Secret that need not be', { secret: { secretName: 'x', optional: true } }, [], 0o755],
    [
      'what the pod is',
      {
        downwardAPI: {
          items: [
            { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
            { path: 'me/../name', fieldRef: { fieldPath: 'metadata.name' }, mode: 0o400 },
            { path: 'cpu', resourceFieldRef: { containerName: 'app', resource: 'limits.cpu' } },
            { path: 'memory', resourceFieldRef: { containerName: 'app', resource: 'limits.memory', divisor: '1Mi' } },
          ],
        },
      },
      [
        ['cpu', '3', 0o644],
        ['labels', 'app="web"', 0o644],
        ['memory', '4096', 0o644],
        ['name', 'web', 0o400],
      ],
      0o755,
    ],
    [
      'several sources, of which the later count',
      {
        projected: {
          sources: [
            { configMap: { name: 'c', items: [{ key: 'a', path: 'a' }] } },
            { secret: { name: 's' } },
            { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
            { secret: { name: 'x', optional: true } },
          ],
        },
      },
      [
        ['a', 'S', 0o600],
        ['key', 'KEY', 0o600],
        ['name', 'web', 0o644],
      ],
      0o700,
    ],
    [
      'several sources with one mode',
      { projected: { defaultMode: 0o440, sources: [{ secret: { name: 's' } }, { configMap: { name: 'c' } }] } },
      [
        ['a', 'A', 0o440],
        ['b', 'B', 0o440],
        ['bin', '\u0000\ufffd', 0o440],
        ['key', 'KEY', 0o440],
      ],
      0o755,
    ],
  ])('is %s', (_, source, files, folderMode) => {
    const [volume] = volumesOf(plan(source));
    if (volume?.is !== 'files') throw new Error(`not files but ${volume?.is}`);
    const rows = [...volume.files].map(([path, { data, mode }]) => [path, new TextDecoder().decode(data), mode]);
    expect(rows.sort()).toEqual(files);
    expect(volume.folderMode).toBe(folderMode);
  });

  test('made of a Secret may be for others where containers have users of their own', () => {
    const [volume] = volumesOf(plan({ secret: { secretName: 's' } }, { secretMode: 0o644 }));
    expect(volume).toMatchObject({ folderMode: 0o755 });
  });
});

describe('a volume', () => {
  test.each<readonly [Omit<IVolume, 'name'>, PlannedVolume]>([
    [{ emptyDir: {} }, { is: 'emptyDir', name: 'v' }],
    [{}, { is: 'emptyDir', name: 'v' }],
    [
      { persistentVolumeClaim: { claimName: 'data', readOnly: true } },
      { is: 'claim', name: 'v', claim: 'shop/data', readOnly: true },
    ],
    [
      { ephemeral: { volumeClaimTemplate: { spec: {} } } },
      { is: 'claim', name: 'v', claim: 'shop/web-v', readOnly: false },
    ],
    [
      { hostPath: { path: '/srv/data/../x', type: 'Directory' } },
      { is: 'hostPath', name: 'v', path: '/srv/x', type: 'Directory', allowed: ['/srv'] },
    ],
    [{ hostPath: { path: '/srv' } }, { is: 'hostPath', name: 'v', path: '/srv', type: '', allowed: ['/srv'] }],
  ])('%j is planned', (source, volume) => {
    expect(plan(source)).toEqual({ ok: true, plan: { volumes: [volume], notes: [] } });
  });

  test.each<readonly [Omit<IVolume, 'name'>, string]>([
    [{ configMap: { name: 'x' } }, 'configmap "x" not found'],
    [{ configMap: { name: 'c', items: [{ key: 'x', path: 'x' }] } }, 'configmap references non-existent config key: x'],
    [{ secret: { secretName: 'x' } }, 'secret "x" not found'],
    [{ secret: { secretName: 's', items: [{ key: 'x', path: 'x' }] } }, 'references non-existent secret key: x'],
    [
      { projected: { sources: [{ secret: { name: 'x' } }, { configMap: { name: 'x' } }, { secret: { name: 'x' } }] } },
      '[secret "x" not found, configmap "x" not found]',
    ],
    [
      { downwardAPI: { items: [{ path: 'ip', fieldRef: { fieldPath: 'status.podIP' } }] } },
      'unsupported fieldPath: status.podIP',
    ],
    [{ hostPath: { path: '/etc' } }, 'hostPath /etc is not allowed on this machine: allowed are /srv'],
    [{ hostPath: { path: '/srv/../etc' } }, 'hostPath /srv/../etc is not allowed on this machine: allowed are /srv'],
    [{ hostPath: { path: '/srvx' } }, 'hostPath /srvx is not allowed on this machine: allowed are /srv'],
    [{ hostPath: { path: '/srv', type: 'Folder' as 'File' } }, 'Folder is an invalid volume type'],
    [{ nfs: { server: 'x', path: '/' } }, 'volumes of the kind nfs cannot be had on this machine'],
    [{ image: { reference: 'x' } }, 'volumes of the kind image cannot be had on this machine'],
    [{ persistentVolumeClaim: { claimName: '../x' } }, '../x is not a name for a claim'],
    [
      { projected: { sources: [{ clusterTrustBundle: { path: 'ca.pem', name: 'x' } }] } },
      'projected sources of the kind clusterTrustBundle cannot be had on this machine',
    ],
  ])('%j is refused', (source, why) => {
    expect(plan(source)).toEqual({ ok: false, messages: [`MountVolume.SetUp failed for volume "v" : ${why}`] });
  });

  test('cannot be called what leads elsewhere', () => {
    const pod = podWith({ volumes: [{ name: '../x', emptyDir: {} }] });
    expect(planVolumes(pod, smallVolumes)).toMatchObject({ ok: false });
  });

  test('may lie anywhere on the machine where that is allowed', () => {
    expect(plan({ hostPath: { path: '/etc' } }, { hostPaths: undefined })).toMatchObject({ ok: true });
    expect(plan({ hostPath: { path: '/etc' } }, { hostPaths: ['/'] })).toMatchObject({ ok: true });
    expect(plan({ hostPath: { path: '/etc' } }, { hostPaths: [] })).toMatchObject({
      messages: [expect.stringMatching(/no hostPath is allowed$/)],
    });
  });
});

test('every volume that cannot be had is told of', () => {
  const volumes = [
    { name: 'a', secret: { secretName: 'x' } },
    { name: 'b', emptyDir: {} },
    { name: 'c', configMap: { name: 'y' } },
  ];
  expect(planVolumes(podWith({ volumes }), smallVolumes)).toEqual({
    ok: false,
    messages: [
      'MountVolume.SetUp failed for volume "a" : secret "x" not found',
      'MountVolume.SetUp failed for volume "c" : configmap "y" not found',
    ],
  });
});

test('what is other than in a cluster is noted', () => {
  const volumes: IVolume[] = [
    { name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
    {
      name: 'kube-api-access-x2x9z',
      projected: {
        sources: [
          { serviceAccountToken: { path: 'token' } },
          { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
        ],
      },
    },
    { name: 'trust', projected: { sources: [{ clusterTrustBundle: { path: 'ca.pem', optional: true } }] } },
  ];
  const planned = planVolumes(podWith({ volumes }), smallVolumes);
  expect(planned.ok && planned.plan.notes).toEqual([
    'volume cache: medium Memory is a folder on disk here',
    'volume cache: sizeLimit 1Gi is not enforced',
    'volume kube-api-access-x2x9z: no token is written to token: there is no API server that would take it',
    'volume kube-api-access-x2x9z: kube-root-ca.crt is left out: there is no cluster',
    'volume trust: ca.pem is left out: there is no cluster',
  ]);
  const files = volumesOf(planned).flatMap((volume) => (volume.is === 'files' ? [...volume.files.keys()] : []));
  expect(files).toEqual(['namespace']);
});

test('a volume comes from the namespace of its pod', () => {
  const pod = podWith({ volumes: [{ name: 'v', configMap: { name: 'c' } }] }, { namespace: 'other' });
  expect(planVolumes(pod, { ...smallVolumes, material: materialWith({ a: '1' }) })).toMatchObject({ ok: false });
});

const smallVolumes: VolumeWorld = { material, allocatable: { cpu: '2', memory: '4Gi' }, hostPaths: ['/srv'] };

function plan(source: Omit<IVolume, 'name'>, world: Partial<VolumeWorld> = {}): Planned {
  const pod = podWith(
    { containers: [{ name: 'app', resources: { limits: { cpu: '2500m' } } }], volumes: [{ name: 'v', ...source }] },
    { labels: { app: 'web' } },
  );
  return planVolumes(pod, { ...smallVolumes, ...world });
}

function volumesOf(planned: Planned): readonly PlannedVolume[] {
  if (!planned.ok) throw new Error(planned.messages.join('\n'));
  return planned.plan.volumes;
}
