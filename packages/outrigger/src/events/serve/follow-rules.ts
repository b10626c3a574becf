import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Classifier, readClassRules } from '@outrigger/events';
import { printProblems } from '../../input/print-problems.ts';
import { watchFolder } from '../../up/watch-folder.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/**
 * Gives a classifier the rules of a file, now and after each change of it. A change that cannot be read is told, and the rules stay
 * as they were. Undefined when the file cannot be understood at first.
 */
export async function followRules(
  file: string,
  classifier: Pick<Classifier, 'replaceRules'>,
  surroundings: Surroundings,
): Promise<Disposable | undefined> {
  let known: string | undefined;
  const load = async (): Promise<boolean> => {
    const text = await readFile(file, 'utf8');
    if (text === known) return true;
    known = text;
    const read = await readClassRules(text, file);
    if (read.ok) classifier.replaceRules(read.rules);
    else printProblems(read.problems, surroundings, { color: 'auto' });
    return read.ok;
  };
  const isRead = await load().catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`--rules: ${file} cannot be read: ${error.code}`, { code: 'unreadable', cause: error });
  });
  if (!isRead) return undefined;
  // The folder: editors and ConfigMaps put another file in the place of the first.
  return watchFolder(dirname(resolve(file)), async () => {
    const isTaken = await load().catch((error: Error) => {
      surroundings.stderr.write(`${file}: ${error.message}\n`);
      return false;
    });
    if (!isTaken) surroundings.stderr.write('the rules stay as they were\n');
  });
}
