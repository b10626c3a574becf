import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';
import { runMain } from './run-main.ts';

describeWithShared('explain on real manifests', 'corpus', (folder) => {
  const files = globSync('**/*.{yaml,yml,json}', { cwd: folder }).toSorted();

  test('there are enough of them', () => {
    expect(files.length).toBeGreaterThan(150);
  });

  test.each(files)('%s is explained, or holds no pod', async (path) => {
    const { exitCode, stdout, stderr } = await runMain(['explain', join(folder, path)]);
    expect(stderr).not.toMatch(/^\s+at |Outrigger has a bug/m);
    if (exitCode === 2) {
      // A patch for Kustomize that takes an object away.
      expect(stderr).toMatch(/error: no pod in here: it holds |unknown field "\$patch"/);
      expect(stdout).toBe('');
    } else {
      expect(exitCode).toBe(0);
      expect(stdout).toContain('kubectl get pod, over time');
      expect(stderr).not.toMatch(/^error/m);
    }
  });
});
