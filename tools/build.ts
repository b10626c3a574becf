import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';

// What would be published: packages' JavaScript and declarations by tsc, in the order their references give; then the
// command as one bundle, because a hundred small files cost a command line its first tenth of a second.
run('tsc', ['-b', 'tsconfig.build.json']);
run('rolldown', ['-c', 'rolldown.config.ts'], 'packages/outrigger');
// npm packs a licence only from the package's own folder.
for (const name of readdirSync('packages')) copyFileSync('LICENSE', `packages/${name}/LICENSE`);

function run(command: string, parameters: readonly string[], folder = '.'): void {
  const { status, error } = spawnSync(command, parameters, { cwd: folder, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
