import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Problem } from '@outrigger/manifest';
import { printProblems } from '../../input/print-problems.ts';
import { watchFolder } from '../../up/watch-folder.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** A file with rules, and who takes them. */
export interface FollowedFile<Rule> {
  readonly file: string;
  /** The flag that names it. */
  readonly flag: string;
  readonly read: (
    text: string,
    file: string,
  ) => Promise<
    | { readonly ok: true; readonly rules: readonly Rule[] }
    | { readonly ok: false; readonly problems: readonly Problem[] }
  >;
  readonly take: (rules: readonly Rule[]) => void;
}

/**
 * Hands out the rules of a file, now and after each change of it. A change that cannot be read is told, and the rules stay as they
 * were. Undefined when the file cannot be understood at first.
 */
export async function followFile<Rule>(
  { file, flag, read, take }: FollowedFile<Rule>,
  surroundings: Surroundings,
): Promise<Disposable | undefined> {
  let known: string | undefined;
  const load = async (): Promise<boolean | 'same'> => {
    const text = await readFile(file, 'utf8');
    if (text === known) return 'same';
    known = text;
    const rules = await read(text, file);
    if (rules.ok) take(rules.rules);
    else printProblems(rules.problems, surroundings, { color: 'auto' });
    return rules.ok;
  };
  const isRead = await load().catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${flag}: ${file} cannot be read: ${error.code}`, { code: 'unreadable', cause: error });
  });
  if (!isRead) return undefined;
  // The folder: editors and ConfigMaps put another file in the place of the first.
  return watchFolder(dirname(resolve(file)), async () => {
    const isTaken = await load().catch((error: Error) => {
      surroundings.stderr.write(`${file}: ${error.message}\n`);
      return false;
    });
    if (isTaken === 'same') return;
    surroundings.stderr.write(isTaken ? `${file}: read again\n` : 'the rules stay as they were\n');
  });
}
