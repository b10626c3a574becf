import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

// Checks what would be published, on the tarballs themselves: a wrong `files` or `exports` shows only there.
// Needs `npm run build` first.
const folder = mkdtempSync(join(tmpdir(), 'outrigger-pack-'));
let failures = 0;

for (const name of readdirSync('packages')) {
  const manifest: unknown = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'));
  const packed = run('npm', ['pack', `./packages/${name}`, '--silent', '--pack-destination', folder]);
  const tarball = join(folder, packed.trim().split('\n').at(-1) ?? '');
  run('publint', ['run', tarball, '--strict']);
  // A package that is only a command has no door for types to be wrong at.
  if (hasDoor(manifest)) run('attw', [tarball, '--profile', 'esm-only', '--no-emoji']);
  for (const file of tooNew(`packages/${name}/dist`)) {
    failures += 1;
    process.stderr.write(`${file}: declares with "using", which Node 22 does not read\n`);
  }
}

rmSync(folder, { recursive: true });
process.exitCode = failures > 0 ? 1 : 0;

function hasDoor(manifest: unknown): boolean {
  return typeof manifest === 'object' && manifest !== null && '.' in ((manifest as { exports?: object }).exports ?? {});
}

/** Files that the oldest Node of `engines` refuses for their syntax; the newest that sources have is this. */
function tooNew(dist: string): readonly string[] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => join(dist, path))
    .filter((path) => /^\s*(?:await )?using [\w$]+ = /m.test(readFileSync(path, 'utf8')));
}

/** Runs one check and answers with what it printed; says so, with all of it, only when it fails. */
function run(command: string, parameters: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, parameters, { encoding: 'utf8' });
  if (error) throw error;
  const result = status === 0 ? 'ok' : 'FAILED';
  process.stdout.write(`${command} ${parameters.map((word) => basename(word)).join(' ')}: ${result}\n`);
  if (status !== 0) {
    failures += 1;
    process.stderr.write(`${stdout}${stderr}`);
  }
  return stdout;
}
