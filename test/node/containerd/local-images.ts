import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type TarEntry, tar } from './tar.ts';

/** The images of the tests as one docker-archive, made of this machine's static busybox: no registry is asked. */
export function localImages(): Buffer {
  const layer = busyboxLayer();
  const images = Object.entries(IMAGES).map(([name, own]) => {
    const config = imageConfig(layer, own);
    return { name, config, configPath: `${sha256(config)}.json` };
  });
  const manifest = images.map(({ name, configPath }) => ({ Config: configPath, RepoTags: [name], Layers: [LAYER] }));
  return tar([
    { path: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifest)) },
    ...images.map(({ config, configPath }): TarEntry => ({ path: configPath, bytes: config })),
    { path: LAYER, bytes: layer },
  ]);
}

const LAYER = 'layer.tar';

/** What each image says of itself beside its PATH. */
const IMAGES: Readonly<Record<string, ImageSettings>> = {
  // A sandbox's holder has to end on TERM, and may not end before.
  'localhost/pause:1': { Entrypoint: ['/bin/sh', '-c', 'trap "exit 0" TERM INT; sleep 2147483647 & wait'] },
  'localhost/busybox:1': { Cmd: ['/bin/sh'], Env: ['WHICH=1'] },
  'localhost/busybox:2': { Cmd: ['/bin/sh'], Env: ['WHICH=2'] },
  'localhost/nobody:1': { Cmd: ['/bin/sleep', '3600'], User: '65534', WorkingDir: '/tmp', StopSignal: 'SIGQUIT' },
  'localhost/named:1': { Cmd: ['/bin/sleep', '3600'], User: 'guest' },
};

interface ImageSettings {
  readonly Cmd?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Env?: readonly string[];
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly StopSignal?: string;
}

/** A config is what tells images of the same layer apart. */
export function imageConfig(layer: Uint8Array, own: ImageSettings): Buffer {
  return Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
      os: 'linux',
      config: { ...own, Env: ['PATH=/bin:/sbin:/usr/bin', ...(own.Env ?? [])] },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
    }),
  );
}

/** The file system that all images share. */
export function busyboxLayer(): Buffer {
  const { stdout } = spawnSync('busybox', ['--list'], { encoding: 'utf8' });
  const applets = stdout.split('\n').filter((name) => name !== '' && name !== 'busybox');
  const users = 'root:x:0:0:root:/:/bin/sh\nguest:x:405:100:guest:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n';
  return tar([
    ...['bin', 'etc', 'proc', 'sys', 'dev', 'var'].map((path): TarEntry => ({ path: `${path}/`, folder: true })),
    { path: 'tmp/', folder: true, mode: 0o1777 },
    { path: 'etc/passwd', bytes: Buffer.from(users) },
    { path: 'etc/group', bytes: Buffer.from('root:x:0:\nusers:x:100:\nnobody:x:65534:\n') },
    { path: 'bin/busybox', bytes: readFileSync(busyboxPath()), mode: 0o755 },
    ...applets.map((name): TarEntry => ({ path: `bin/${name}`, linkTo: 'busybox' })),
  ]);
}

function busyboxPath(): string {
  return spawnSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).stdout.trim();
}

/** In hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
