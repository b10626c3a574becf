import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadAll } from 'js-yaml';
import { bundleCommand } from '../../test/bundle-command.ts';
import { measureProcess, type ProcessCost } from './measure-process.ts';

// `outrigger scan` with all rules over the real manifests, repeated to 10,000 files. Beside it kube-linter with its own
// rules, where it is installed; else one core that only reads the same files with js-yaml.
const FILES = 10_000;
const RUNS = 3;
const KUBE_LINTER = { seconds: 6.8, megabytes: 770 };

const shared = process.env.OUTRIGGER_SHARED || resolve(import.meta.dirname, '../../../shared');
const corpus = join(shared, 'corpus');
if (existsSync(corpus)) compare();
else process.stderr.write(`SKIPPED scan: no ${corpus} (set OUTRIGGER_SHARED to the folder "shared")\n`);

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-bench-scan-'));
  try {
    const command = bundleCommand(join(folder, 'command'));
    const [small, whole] = [join(folder, 'small'), join(folder, 'whole')];
    const each = manifestsOf(corpus).length;
    const times = Math.ceil(FILES / each);
    for (let i = 0; i < times; i++) cpSync(corpus, join(whole, String(i)), { recursive: true });
    for (let i = 0; i < times / 10; i++) cpSync(corpus, join(small, String(i)), { recursive: true });
    const scan = (path: string) =>
      measureProcess(process.execPath, [command, 'scan', path, '--quiet', '-o', 'compact'], RUNS);
    const [part, all] = [scan(small), scan(whole)];
    line(`outrigger scan, ${manifestsOf(small).length} files`, part, all);
    line(`outrigger scan, ${manifestsOf(whole).length} files`, all, all);
    const found = spawnSync('kube-linter', ['version']);
    if (!found.error) line('kube-linter', measureProcess('kube-linter', ['lint', whole], RUNS), all);
    else line('kube-linter as measured for issue 4 (not here)', KUBE_LINTER, all);
    line('js-yaml alone, one core', readWithJsYaml(whole), all);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function manifestsOf(folder: string): readonly string[] {
  return globSync('**/*.{yaml,yml,json}', { cwd: folder }).map((path) => join(folder, path));
}

function readWithJsYaml(folder: string): ProcessCost {
  const files = manifestsOf(folder);
  const start = performance.now();
  for (const file of files) {
    try {
      loadAll(readFileSync(file, 'utf8'));
    } catch {
      // Templates among them; their reading counts as far as it got.
    }
  }
  return { seconds: (performance.now() - start) / 1000, megabytes: undefined };
}

function line(what: string, { seconds, megabytes }: ProcessCost, all: ProcessCost): void {
  const memory = megabytes === undefined ? '' : `${megabytes.toFixed(0)} MB`;
  const ratio = `${(all.seconds / seconds).toFixed(2)} of it is outrigger's time for all`;
  process.stdout.write(
    `${what.padEnd(50)} ${`${seconds.toFixed(2)} s`.padStart(9)} ${memory.padStart(8)}   ${ratio}\n`,
  );
}
