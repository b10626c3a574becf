import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** ClickHouse 26.9 as a library of Python. The package chdb is this one and readers for data frames. */
const PACKAGE = 'chdb-core==26.9.0';

/** Kept outside the repository: it has 530 MB, and is the same for every clone. */
export const CHDB_FOLDER = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'outrigger',
  PACKAGE.replace('==', '-'),
);

/** Whether it is there. */
export function hasChdb(): boolean {
  return existsSync(join(CHDB_FOLDER, 'chdb', '_chdb.abi3.so'));
}

function installChdb(): string | undefined {
  if (hasChdb()) return undefined;
  const { status, stderr, error } = spawnSync(
    'python3',
    ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', CHDB_FOLDER, PACKAGE],
    { encoding: 'utf8' },
  );
  if (status === 0 && hasChdb()) return undefined;
  return `no ClickHouse to test with (python3 -m pip install --no-deps --target ${CHDB_FOLDER} ${PACKAGE}): ${error?.message ?? stderr.trim()}`;
}

if (import.meta.main) {
  const complaint = installChdb();
  if (complaint !== undefined) process.stderr.write(`${complaint}\n`);
  process.exitCode = complaint === undefined ? 0 : 1;
}
