import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const ask = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md'];
const documents = execFileSync('git', ask, { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && !path.includes('fixtures/') && existsSync(join(root, path)));

test.each(documents)('%s links only to what there is', (path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const broken = linksOf(text).filter((link) => !leadsSomewhere(link, path));
  expect(broken).toEqual([]);
});

test('README, the pages and the notes for those who build are among them', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/commands/explain.md']));
});

/** Targets of links and pictures within the repository; code holds none. */
function linksOf(text: string): readonly string[] {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
  const targets = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)/g), ...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  return targets.map(([, target = '']) => target).filter((target) => !/^[a-z][a-z+.-]*:/i.test(target));
}

function leadsSomewhere(link: string, from: string): boolean {
  const [path = '', heading] = link.split('#', 2);
  const file = path === '' ? join(root, from) : join(root, dirname(from), decodeURIComponent(path));
  if (!file.startsWith(root) || !existsSync(file)) return false;
  if (heading === undefined || statSync(file).isDirectory()) return heading === undefined;
  return anchorsOf(readFileSync(file, 'utf8')).includes(heading);
}

/** What GitHub makes of headings: lower case, no punctuation, hyphens for spaces. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+\s+(.+?)\s*$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
