import { join } from 'node:path';
import { expect, test } from 'vitest';
import { livesOf, problemsOf } from './play-case.ts';
import { readCases } from './read-cases.ts';

const cases = readCases(join(import.meta.dirname, 'cases'));

for (const one of cases) {
  test(one.name, () => {
    const problems = livesOf(one).flatMap((life) => problemsOf(one, life));
    expect(problems, one.mirrors).toEqual([]);
  });
}

test('upstream’s container lifecycle is told in at least 135 sidecar cases and 60 others', () => {
  const sidecar = cases.filter((one) => one.hasSidecar).length;
  const other = cases.length - sidecar;
  process.stdout.write(`upstream's container lifecycle: ${sidecar} sidecar cases, ${other} others\n`);
  expect(sidecar).toBeGreaterThanOrEqual(135);
  expect(other).toBeGreaterThanOrEqual(60);
});

test('no two cases have the same name', () => {
  const names = cases.map((one) => one.name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
