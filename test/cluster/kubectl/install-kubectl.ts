import { spawnSync } from 'node:child_process';

/** Installs kubectl from Debian's package where there is none; says why it could not be had. */
function installKubectl(): string | undefined {
  if (hasKubectl()) return undefined;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'not root on Linux, and there is no kubectl';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'kubernetes-client'], {
    stdio: 'ignore',
    env,
  });
  return hasKubectl() ? undefined : 'no kubectl (Debian: apt-get install kubernetes-client)';
}

/** Whether there is one that runs. */
export function hasKubectl(): boolean {
  return spawnSync('kubectl', ['version', '--client', '-o', 'json'], { stdio: 'ignore' }).status === 0;
}

if (import.meta.main) {
  const problem = installKubectl();
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
  }
}
