import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { followChanges } from './follow-changes.ts';

test('what is written into a file while it is read is read, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-changes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'config.yaml');
  writeFileSync(file, 'one');
  const read: string[] = [];
  const next = ['three', 'four'];
  let look = () => {};
  const said: string[] = [];
  const every = (_: number, what: () => void) => {
    look = what;
    return () => {};
  };
  const say = (text: string) => void said.push(text);
  followChanges(
    [
      {
        by: 'config',
        paths: () => [file],
        async read() {
          const text = next.shift();
          if (text !== undefined) writeFileSync(file, text);
          return {};
        },
      },
    ],
    () => void read.push(file),
    { every, say },
  );
  let looks = 0;
  const lookAgain = () => {
    // Until what it said at first has been read, nothing is a change.
    if (read.length === 0 && looks % 20 === 0) writeFileSync(file, `two ${looks}`);
    looks++;
    look();
    return read.length;
  };
  await expect.poll(lookAgain, { interval: 5, timeout: 20_000 }).toBe(3);
  await expect.poll(() => said).toEqual(Array(3).fill(`${file} has changed, and is in force\n`));
});
