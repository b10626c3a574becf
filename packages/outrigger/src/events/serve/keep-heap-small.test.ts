import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

// In a process of its own, because V8's flags count for all of it. Makes 100 MB of objects that live for a while, at a pace that a look each
// tenth of a second can follow, and prints how many MiB it has in the end for objects that are new.
async function youngAfterLoad(before: string, ...flags: readonly string[]): Promise<number> {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { keepHeapSmall } from '${new URL('./keep-heap-small.ts', import.meta.url)}';
    ${before}
    const alive = [];
    for (let turn = 0; turn < 500; turn++) {
      alive[turn % 100] = Array.from({ length: 5000 }, (_, nth) => ({ nth, turn }));
      await new Promise((over) => setTimeout(over, 1));
    }
    console.log(getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 2 ** 20);`;
  const line = [...flags, '--conditions=@outrigger/source', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, line, { env: { ...process.env, NODE_OPTIONS: '' } });
  return Number(stdout);
}

test('the part of the heap for new objects stays small under load, until that is over or where flags have chosen', async () => {
  const [kept = 0, ...others] = await Promise.all([
    youngAfterLoad('keepHeapSmall({});'),
    youngAfterLoad('{ using _ = keepHeapSmall({}); }'),
    youngAfterLoad('keepHeapSmall({});', '--max-semi-space-size=64'),
    youngAfterLoad("keepHeapSmall({ NODE_OPTIONS: '--max_semi_space_size=64' });"),
  ]);
  // Twice at most what it looks for, on a machine that is faster than it looks.
  expect(kept).toBeLessThanOrEqual(32);
  for (const young of others) expect(young).toBeGreaterThan(32);
});
