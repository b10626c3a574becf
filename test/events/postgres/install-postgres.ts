import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder with `postgres` and `initdb`, which Debian keeps away from the PATH; undefined where there is none. */
export function postgresFolder(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(DEBIAN, version, 'bin')), ...(process.env.PATH ?? '').split(':')];
  return folders.find((folder) => ['postgres', 'initdb'].every((name) => existsSync(join(folder, name))));
}

const DEBIAN = '/usr/lib/postgresql';

/** Installs PostgreSQL from Debian's package where there is none, without a cluster of its own; says why it could not be had. */
function installPostgres(): string | undefined {
  if (postgresFolder() !== undefined) return undefined;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'not root on Linux, and there is no PostgreSQL';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
  const { stderr, error } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], {
    encoding: 'utf8',
    env,
  });
  if (postgresFolder() !== undefined) return undefined;
  return `no PostgreSQL (Debian: apt-get install postgresql): ${error?.message ?? stderr.trim()}`;
}

if (import.meta.main) {
  const complaint = installPostgres();
  if (complaint !== undefined) process.stderr.write(`${complaint}\n`);
  process.exitCode = complaint === undefined ? 0 : 1;
}
