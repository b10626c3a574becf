import { replaceFile } from '@outrigger/manifest';
import type { Surroundings } from '../world/surroundings.ts';
import type { ChangedFile } from './changed-file.ts';

/** Writes the files that differ, each as a whole; answers with how many could not be written. */
export async function writeFiles(files: readonly ChangedFile[], { stderr }: Surroundings): Promise<number> {
  let failed = 0;
  for (const { file, before, after } of files) {
    if (before === after) continue;
    const result = await replaceFile(file, before, after);
    if (result.ok) {
      stderr.write(`changed ${file}\n`);
      continue;
    }
    failed++;
    stderr.write(`error: ${file}: ${result.message}\n`);
  }
  return failed;
}
