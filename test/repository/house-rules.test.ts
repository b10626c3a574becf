import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const script = resolve(import.meta.dirname, '../../tools/house-rules.ts');

test.each([
  ['a file of 401 lines', 'packages/pod/src/decide.ts', '//\n'.repeat(401), '401 lines'],
  ['a junk drawer', 'packages/pod/src/probe-utils.ts', '', '"utils" says nothing'],
  ['a folder that is a junk drawer', 'test/helpers/clock.ts', '', '"helpers" says nothing'],
  ['types.ts', 'packages/pod/src/types.ts', '', '"types" says nothing'],
  ['an index that is no door', 'packages/pod/src/lifecycle/index.ts', '', 'index is for a package'],
  [
    'a registry',
    'docs/install.md',
    `\nhttps://${['registry', 'npmjs', 'org'].join('.')}/x`,
    'docs/install.md:2: names',
  ],
])('%s is refused', (_what, path, text, complaint) => {
  const { status, stderr } = houseRules({ [path]: text });
  expect(stderr).toContain(complaint);
  expect(status).toBe(1);
});

test('a door, a file of 400 lines, generated code and long data pass', () => {
  const { status, stderr } = houseRules({
    'packages/pod/src/index.ts': 'export {};\n',
    'packages/pod/src/decide.ts': '//\n'.repeat(400),
    'packages/pod/src/generated/schema.ts': '//\n'.repeat(900),
    'test/cases/typescript.yaml': '#\n'.repeat(900),
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

function houseRules(files: Readonly<Record<string, string>>): { status: number | null; stderr: string } {
  const tree = mkdtempSync(join(tmpdir(), 'house-rules-'));
  onTestFinished(() => rmSync(tree, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  spawnSync('git', ['init', '--quiet'], { cwd: tree });
  const { status, stderr } = spawnSync(process.execPath, [script, tree], { encoding: 'utf8' });
  return { status, stderr };
}
