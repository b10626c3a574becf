import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { articlesPage, meansTable } from './articles-page.ts';
import { startSidecarFirst } from './start-sidecar-first.ts';

test('the table of "Start Sidecar First" is what the kubelet does', async () => {
  const rows = await startSidecarFirst();
  process.stdout.write(`${meansTable(rows)}\n`);
  // What the article found by experiment.
  expect(rows.map(({ means, startsBefore, appWaits }) => [means, startsBefore, appWaits])).toEqual([
    ['readinessProbe', true, false],
    ['livenessProbe', true, false],
    ['startupProbe', true, true],
    ['postStart', true, true],
  ]);
});

test('docs/articles.md says what the plays show', async () => {
  await expect(await articlesPage()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/articles.md'));
});
