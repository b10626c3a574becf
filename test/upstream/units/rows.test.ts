import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readTableFile, TABLES } from './notation/table.ts';

const files = globSync('*/*.yaml', { cwd: TABLES }).toSorted();
const tables = files.map((file) => ({ file, ...readTableFile(file) }));

test('upstream’s unit tables are told in at least 85 rows with sidecars and 290 others', () => {
  const rows = tables.flatMap(({ pod, rows }) => rows.map((row) => ({ ...pod, ...row.pod })));
  const sidecar = rows.filter((pod) => pod.containers?.some((line) => line.startsWith('sidecar '))).length;
  const other = rows.length - sidecar;
  const left = tables.reduce((sum, table) => sum + (table.left?.length ?? 0), 0);
  process.stdout.write(
    `upstream's unit tables: ${sidecar} rows with sidecars, ${other} others, in ${tables.length} files; ` +
      `left out with a reason: ${left}\n`,
  );
  expect(sidecar).toBeGreaterThanOrEqual(85);
  expect(other).toBeGreaterThanOrEqual(290);
});

test.each(tables)('$file says what it mirrors, and no two rows of it are alike', ({ mirrors, rows }) => {
  expect(mirrors).toMatch(/_test\.go.* at v1\.36\.2$/);
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  expect(new Set(rows.map((row) => row.row)).size).toBe(rows.length);
});

test.each(files)('%s is played by a runner beside it', (file) => {
  const runners = globSync(`${dirname(file)}/*.test.ts`, { cwd: TABLES });
  const texts = runners.map((runner) => readFileSync(join(TABLES, runner), 'utf8'));
  const name = basename(file, '.yaml');
  expect(texts.some((text) => text.includes(`'${name}'`) || text.includes(`/${name}.yaml'`))).toBe(true);
});
