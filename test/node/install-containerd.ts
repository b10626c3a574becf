import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs containerd and what it needs, from Debian's packages, where it is missing; says what could not be had. */
export function installContainerd(): string | undefined {
  const missing = absent();
  if (missing.length === 0) return undefined;
  if (process.platform !== 'linux') return 'containers need Linux';
  if (process.getuid?.() !== 0) return `not root, and there is no ${missing.join(', no ')}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
  const { stderr, error } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], {
    encoding: 'utf8',
    env,
  });
  const still = absent();
  if (still.length === 0) return undefined;
  return `no ${still.join(', no ')} (Debian: apt-get install ${PACKAGES.join(' ')}): ${error?.message ?? stderr.trim()}`;
}

const PACKAGES: readonly string[] = [
  'containerd',
  'runc',
  'containernetworking-plugins',
  'busybox-static',
  'iproute2',
  'iptables',
];

/** Debian's folder of CNI plugins. */
export const CNI_PLUGINS = '/usr/lib/cni';

const NEEDED: readonly string[] = ['containerd', 'ctr', 'runc', 'busybox', 'ip'];

function absent(): readonly string[] {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
  return [
    ...NEEDED.filter((name) => !folders.some((folder) => existsSync(`${folder}/${name}`))),
    ...['bridge', 'host-local', 'portmap'].map((name) => `${CNI_PLUGINS}/${name}`).filter((path) => !existsSync(path)),
  ];
}

if (import.meta.main) {
  const complaint = installContainerd();
  if (complaint !== undefined) process.stderr.write(`${complaint}\n`);
  process.exitCode = complaint === undefined ? 0 : 1;
}
