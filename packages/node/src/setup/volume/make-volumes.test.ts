import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IVolume } from 'kubernetes-models/v1';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MadeVolume } from '../mounts.ts';
import { materialWith, podWith } from '../testing/small-world.ts';
import { makeSubPaths } from './make-sub-paths.ts';
import { type Made, makeVolumes } from './make-volumes.ts';
import { planVolumes } from './plan-volumes.ts';
import { readVolumeFile } from './read-volume-file.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'outrigger-volumes-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('an emptyDir', () => {
  test('is an empty folder for everybody in the pod’s own folder', async () => {
    const { hostPath, readOnly } = await makeOne({ emptyDir: {} });
    expect([hostPath, readOnly]).toEqual([join(root, 'pod/volumes/v'), false]);
    expect(readdirSync(hostPath)).toEqual([]);
    expect(modeOf(hostPath)).toBe(0o777);
  });

  test('is left as it is when its pod is looked after again', async () => {
    const { hostPath } = await makeOne({ emptyDir: {} });
    writeFileSync(join(hostPath, 'kept'), '');
    chmodSync(hostPath, 0o750);
    await makeOne({ emptyDir: {} });
    expect(readdirSync(hostPath)).toEqual(['kept']);
    expect(modeOf(hostPath)).toBe(0o750);
  });
});

test('a claim is a folder that another pod finds again', async () => {
  const source = { persistentVolumeClaim: { claimName: 'data' } };
  const { hostPath } = await makeOne(source);
  writeFileSync(join(hostPath, 'kept'), '');
  const pod = podWith({ volumes: [{ name: 'other', ...source }] });
  const planned = planVolumes(pod, { material: materialWith({}), allocatable: {}, hostPaths: [] });
  if (!planned.ok) throw new Error();
  const made = await makeVolumes(planned.plan, { folder: join(root, 'next'), claims: join(root, 'claims'), now: NOW });
  expect(made.ok && made.volumes.get('other')?.hostPath).toBe(hostPath);
  expect(readdirSync(hostPath)).toEqual(['kept']);
});

describe('files of objects', () => {
  const items = [
    { key: 'a', path: 'a' },
    { key: 'b', path: 'etc/deep/b', mode: 0o755 },
  ];

  test('are reached through ..data, are whole, and have the modes that they should', async () => {
    const { hostPath, readOnly } = await makeOne({ configMap: { name: 'c', items } }, { a: 'A', b: 'B' });
    expect(readOnly).toBe(true);
    expect(readdirSync(hostPath).map((name) => name.replace(/\.\w{6}$/, '.RANDOM'))).toEqual([
      '..2026_01_02_03_04_05.RANDOM',
      '..data',
      'a',
      'etc',
    ]);
    expect([readlinkSync(join(hostPath, 'a')), readlinkSync(join(hostPath, 'etc'))]).toEqual([
      '..data/a',
      '..data/etc',
    ]);
    expect(readFileSync(join(hostPath, 'etc/deep/b'), 'utf8')).toBe('B');
    expect([modeOf(join(hostPath, 'a')), modeOf(join(hostPath, 'etc/deep/b'))]).toEqual([0o644, 0o755]);
    expect(modeOf(join(hostPath, '..data'))).toBe(0o755);
  });

  test('of a Secret are for their owner', async () => {
    const { hostPath } = await makeOne({ secret: { secretName: 's' } }, {}, { key: 'sesame' });
    expect([modeOf(hostPath), modeOf(join(hostPath, 'key'))]).toEqual([0o700, 0o600]);
  });

  test('are not touched when nothing has changed', async () => {
    const { hostPath } = await makeOne({ configMap: { name: 'c' } }, { a: 'A' });
    const before = readlinkSync(join(hostPath, '..data'));
    await makeOne({ configMap: { name: 'c' } }, { a: 'A' });
    expect(readlinkSync(join(hostPath, '..data'))).toBe(before);
  });

  test('are replaced all at once when one has changed, and what is gone is gone', async () => {
    const { hostPath } = await makeOne({ configMap: { name: 'c' } }, { a: 'A', b: 'B', c: 'C' });
    const before = readlinkSync(join(hostPath, '..data'));
    await makeOne({ configMap: { name: 'c' } }, { a: 'A2', c: 'C', d: 'D' });
    const after = readlinkSync(join(hostPath, '..data'));
    expect(after).not.toBe(before);
    expect(readdirSync(hostPath)).toEqual([after, '..data', 'a', 'c', 'd']);
    expect(readdirSync(join(hostPath, after))).toEqual(['a', 'c', 'd']);
    expect(['a', 'c', 'd'].map((name) => readFileSync(join(hostPath, name), 'utf8'))).toEqual(['A2', 'C', 'D']);
  });

  test('are there again when a writer was killed half-way', async () => {
    const { hostPath } = await makeOne({ configMap: { name: 'c' } }, { a: 'A' });
    rmSync(join(hostPath, 'a'));
    symlinkSync('..gone', join(hostPath, '..data_tmp'));
    await makeOne({ configMap: { name: 'c' } }, { a: 'A2' });
    expect(readFileSync(join(hostPath, 'a'), 'utf8')).toBe('A2');
    expect(existsSync(join(hostPath, '..data_tmp'))).toBe(false);
  });

  test.each([
    ['', 'invalid path: must not be empty: ""'],
    ['/etc/passwd', 'invalid path: must be relative path: /etc/passwd'],
    ['a/../../b', "invalid path: must not contain '..': a/../../b"],
    ['..data', "invalid path: must not start with '..': ..data"],
    ['x'.repeat(256), 'invalid path: filenames must be less than or equal to 255 characters'],
  ])('are not written to %j', async (path, why) => {
    const made = await make({ configMap: { name: 'c', items: [{ key: 'a', path }] } }, { a: 'A' });
    expect(made).toEqual({ ok: false, messages: [`MountVolume.SetUp failed for volume "v" : ${why}`] });
  });
});

describe('a hostPath', () => {
  test.each([
    ['Directory', 'folder'],
    ['DirectoryOrCreate', 'folder'],
    ['File', 'file'],
    ['FileOrCreate', 'file'],
    ['', 'folder'],
    ['', 'file'],
  ] as const)('of the type %j is taken as it is: %s', async (type, name) => {
    mkdirSync(join(root, 'host/folder'), { recursive: true });
    writeFileSync(join(root, 'host/file'), 'kept');
    const made = await makeOne({ hostPath: { path: join(root, 'host', name), type } });
    expect(made).toEqual({ hostPath: join(root, 'host', name), readOnly: false });
    expect(readFileSync(join(root, 'host/file'), 'utf8')).toBe('kept');
  });

  test.each([
    ['DirectoryOrCreate', true],
    ['', true],
    ['FileOrCreate', false],
  ] as const)('of the type %j is made where it is not there', async (type, isFolder) => {
    mkdirSync(join(root, 'host'));
    const { hostPath } = await makeOne({ hostPath: { path: join(root, 'host/new'), type } });
    expect(statSync(hostPath).isDirectory()).toBe(isFolder);
  });

  test.each([
    ['Directory', 'file', 'a directory'],
    ['DirectoryOrCreate', 'file', 'a directory'],
    ['Directory', 'nothing', 'a directory'],
    ['File', 'folder', 'a file'],
    ['FileOrCreate', 'folder', 'a file'],
    ['File', 'nothing', 'a file'],
    ['Socket', 'file', 'a socket file'],
    ['CharDevice', 'file', 'a character device'],
    ['BlockDevice', 'file', 'a block device'],
  ] as const)('of the type %s is no %s', async (type, name, called) => {
    mkdirSync(join(root, 'host/folder'), { recursive: true });
    writeFileSync(join(root, 'host/file'), '');
    const path = join(root, 'host', name);
    expect(await make({ hostPath: { path, type } })).toEqual({
      ok: false,
      messages: [`MountVolume.SetUp failed for volume "v" : hostPath type check failed: ${path} is not ${called}`],
    });
  });

  test('may be a socket or a device', async () => {
    mkdirSync(join(root, 'host'));
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(root, 'host/socket'), done));
    expect(await make({ hostPath: { path: join(root, 'host/socket'), type: 'Socket' } })).toMatchObject({ ok: true });
    server.close();
    const device = { hostPath: { path: '/dev/null', type: 'CharDevice' } } as const;
    expect(await make(device, {}, {}, ['/dev'])).toMatchObject({ ok: true });
  });

  test.each(['out', 'out/new', 'dangling', 'circle'])(
    'that leads out of what is allowed is refused: %s',
    async (name) => {
      mkdirSync(join(root, 'host'));
      mkdirSync(join(root, 'forbidden'));
      symlinkSync(join(root, 'forbidden'), join(root, 'host/out'));
      symlinkSync('../forbidden/dangling', join(root, 'host/dangling'));
      symlinkSync('circle', join(root, 'host/circle'));
      for (const type of ['', 'DirectoryOrCreate', 'FileOrCreate'] as const)
        expect(await make({ hostPath: { path: join(root, 'host', name), type } })).toMatchObject({ ok: false });
      expect(readdirSync(join(root, 'forbidden'))).toEqual([]);
    },
  );

  test('that cannot be made says why', async () => {
    mkdirSync(join(root, 'host'));
    writeFileSync(join(root, 'host/file'), '');
    expect(await make({ hostPath: { path: join(root, 'host/file/below'), type: 'DirectoryOrCreate' } })).toMatchObject({
      messages: [expect.stringMatching(/ENOTDIR/)],
    });
  });
});

describe('a part of a volume', () => {
  const made = (subPath: string) =>
    makeSubPaths([{ volume: 'v', volumePath: join(root, 'volume'), subPath, container: 'app' }]);
  const refusal = { refused: 'failed to prepare subPath for volumeMount "v" of container "app"' };
  beforeEach(() => {
    mkdirSync(join(root, 'volume'));
    chmodSync(join(root, 'volume'), 0o750);
  });

  test('is made where it is not there, with the mode of the volume', async () => {
    expect(await made('a/b')).toBeUndefined();
    expect(modeOf(join(root, 'volume/a/b'))).toBe(0o750);
  });

  test('may be a file, and is left as it is', async () => {
    writeFileSync(join(root, 'volume/file'), 'kept');
    expect(await made('file')).toBeUndefined();
    expect(readFileSync(join(root, 'volume/file'), 'utf8')).toBe('kept');
  });

  test('may be reached by a link within the volume, as in a volume of files', async () => {
    mkdirSync(join(root, 'volume/real'));
    symlinkSync('real', join(root, 'volume/link'));
    expect(await made('link/new')).toBeUndefined();
    expect(lstatSync(join(root, 'volume/real/new')).isDirectory()).toBe(true);
  });

  test.each(['/', '..', '../volume-other'])('is refused where a link leads out: %s', async (target) => {
    mkdirSync(join(root, 'volume-other'));
    symlinkSync(target, join(root, 'volume/link'));
    expect(await made('link/new')).toEqual(refusal);
    expect(readdirSync(join(root, 'volume-other'))).toEqual([]);
  });

  test('is refused where a file is in the way', async () => {
    writeFileSync(join(root, 'volume/file'), '');
    expect(await made('file/below')).toEqual(refusal);
  });
});

describe('a file for fileKeyRef', () => {
  const read = (path: string) =>
    readVolumeFile(new Map([['v', { hostPath: join(root, 'volume'), readOnly: false }]]), 'v', path);
  beforeEach(() => mkdirSync(join(root, 'volume')));

  test('is read from the volume, and from nowhere else', () => {
    writeFileSync(join(root, 'volume/x.env'), "A='1'");
    writeFileSync(join(root, 'secret'), '');
    symlinkSync('../secret', join(root, 'volume/link'));
    expect([read('x.env'), read('link'), read('../secret'), read('nothing'), read('.')]).toEqual([
      "A='1'",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(readVolumeFile(new Map(), 'v', 'x.env')).toBeUndefined();
  });
});

const NOW = new Date('2026-01-02T03:04:05Z');

function make(
  source: Omit<IVolume, 'name'>,
  configMap: Readonly<Record<string, string>> = {},
  secret: Readonly<Record<string, string>> = {},
  hostPaths: readonly string[] = [join(root, 'host')],
): Promise<Made> {
  const pod = podWith({ volumes: [{ name: 'v', ...source }] });
  const planned = planVolumes(pod, { material: materialWith(configMap, secret), allocatable: {}, hostPaths });
  if (!planned.ok) throw new Error(planned.messages.join('\n'));
  return makeVolumes(planned.plan, { folder: join(root, 'pod'), claims: join(root, 'claims'), now: NOW });
}

async function makeOne(...parameters: Parameters<typeof make>): Promise<MadeVolume> {
  const made = await make(...parameters);
  const volume = made.ok ? made.volumes.get('v') : undefined;
  if (!volume) throw new Error(made.ok ? 'no volume' : made.messages.join('\n'));
  return volume;
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o7777;
}
