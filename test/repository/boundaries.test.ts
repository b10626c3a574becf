import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const main = resolve(import.meta.dirname, '../../tools/boundaries/main.ts');
const trees: string[] = [];
afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true });
});

describe('what the boundary check refuses, with its reason', () => {
  test.each([
    ['pod/src/a.ts', `import { readFileSync } from 'node:fs';`, 'pod must not import node:fs: pod is a pure model'],
    ['pod/src/a.ts', `import yaml from 'yaml';`, 'pod must not import yaml: pod is a pure model'],
    ['pod/src/a.ts', `import { type Pod } from 'kubernetes-models/v1';`, 'write `import type`'],
    ['pod/src/a.ts', `const a = await import('node:os');`, 'pod must not import node:os'],
    ['pod/src/a.ts', `const now = Date.now();`, 'time and chance are parameters'],
    ['pod/src/a.ts', `const now = new Date();`, 'time and chance are parameters'],
    ['pod/src/a.ts', `const chance = Math.random();`, 'time and chance are parameters'],
    ['pod/src/a.test.ts', `import { load } from '@outrigger/manifest';`, 'only from floors below its own'],
    ['manifest/src/a.ts', `import type { Pod } from '@outrigger/pod';`, 'only from floors below its own'],
    ['manifest/src/a.ts', `export * from '../../pod/src/index.ts';`, 'a package is used by its door'],
    ['manifest/src/a.ts', `type A = import('outrigger').A;`, 'only from floors below its own'],
    ['manifest/src/a.ts', `const name = 'x'; await import(name);`, 'cannot be checked'],
    ['events/src/deep/a.ts', `import '@outrigger/sidecars';`, 'without knowing what a sidecar is'],
    ['inference/src/a.ts', `import '@outrigger/node';`, 'only from floors below its own'],
    ['outrigger/src/a.ts', `import '@outrigger/gadgets';`, 'no package of the plan'],
    ['gadgets/src/a.ts', `export {};`, 'package gadgets has no floor'],
  ])('%s: %s', (path, source, reason) => {
    const { status, stderr } = boundaries({ [path]: `\n${source}\n` });
    expect(stderr).toContain(reason);
    expect(stderr).toContain(path.startsWith('gadgets') ? `packages/${path}:1: ` : `packages/${path}:2: `);
    expect(status).toBe(1);
  });
});

test('what the plan allows passes', () => {
  const { status, stderr } = boundaries({
    'pod/src/a.ts': `import type { IPod } from 'kubernetes-models/v1';\nexport * from './b.ts';\nnew Date(0);\n`,
    'pod/src/a.test.ts': `import { readFileSync } from 'node:fs';\nimport { test } from 'vitest';\n`,
    'manifest/src/a.ts': `import { parse } from 'yaml';\nimport '@outrigger/manifest/other';\n`,
    'outrigger/src/a.ts': `import '@outrigger/pod';\nawait import('./b.ts');\nimport '@outrigger/events';\n`,
  });
  expect(stderr).toBe('boundaries: 4 files, 0 violations\n');
  expect(status).toBe(0);
});

function boundaries(files: Readonly<Record<string, string>>): { status: number | null; stderr: string } {
  const tree = mkdtempSync(join(tmpdir(), 'boundaries-'));
  trees.push(tree);
  for (const [path, text] of Object.entries(files)) {
    const file = join(tree, 'packages', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const { status, stderr } = spawnSync(process.execPath, [main, tree], { encoding: 'utf8' });
  return { status, stderr };
}
