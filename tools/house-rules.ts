import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

// Escaped dots keep this file from naming the hosts that it looks for.
const registryHost =
  /registry\.(?:npmjs|yarnpkg)\.|npm\.pkg\.github\.|files\.pythonhosted\.|\bpypi\.org|proxy\.golang\.|(?:static|index)\.crates\.io|repo1?\.maven\.|deb\.debian\.org/i;

// House rules that no linter knows; part of `npm run lint`. Give a folder to check another git tree.
const root = process.argv[2] ?? join(import.meta.dirname, '..');
const complaints = filesOf(root).flatMap((path) => complaintsAbout(path, readFileSync(join(root, path), 'utf8')));
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length > 0 ? 1 : 0;

function complaintsAbout(path: string, text: string): readonly string[] {
  const complaints: string[] = [];
  if (isHandWritten(path)) {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    if (lines > 400) complaints.push(`${path}: ${lines} lines; one question per file, 400 lines at the very most`);
    const drawer = junkDrawer(path);
    if (drawer) complaints.push(`${path}: "${drawer}" says nothing; name the question that the file answers`);
    if (/^index\.[cm]?[jt]sx?$/.test(basename(path)) && !isDoor(path))
      complaints.push(`${path}: index is for a package's door only (packages/*/src/index.ts)`);
  }
  const host = registryHost.exec(text);
  if (host) {
    const line = text.slice(0, host.index).split('\n').length;
    complaints.push(`${path}:${line}: names a package registry's host; who installs decides where packages come from`);
  }
  return complaints;
}

/** The word in a file's or folder's name under which anything could be kept. */
function junkDrawer(path: string): string | undefined {
  const words = path.split('/').flatMap((part) => (part.split('.')[0] ?? '').split(/[-_]/).slice(-1));
  return words.find((word) => /^(?:utils?|helpers?|common|managers?|types|misc)$/i.test(word));
}

function isHandWritten(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !path.split('/').includes('generated');
}

function isDoor(path: string): boolean {
  return /^packages\/[^/]+\/src\/index\.ts$/.test(path);
}

/** Text files that are, or with the next commit could be, in the repository. */
function filesOf(folder: string): readonly string[] {
  const parameters = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout, stderr } = spawnSync('git', parameters, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ls-files: ${stderr}`);
  return stdout.split('\0').filter((path) => path !== '' && existsSync(join(folder, path)));
}
