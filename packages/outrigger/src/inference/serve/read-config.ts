import { readFile } from 'node:fs/promises';
import { type PickerConfiguration, readPickerConfiguration } from '@outrigger/inference';
import { printProblems } from '../../input/print-problems.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** The configuration of `--config`, or what holds without one; undefined when it was told what is wrong with it. */
export async function readConfig(
  file: string | undefined,
  surroundings: Surroundings,
): Promise<PickerConfiguration | undefined> {
  const read = await readPickerConfiguration(file === undefined ? '' : await textOf(file), file ?? '');
  if (read.ok) return read.configuration;
  printProblems(read.problems, surroundings, { color: 'auto' });
  return undefined;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`, {
      code: 'unreadable',
      hint: 'name a file with --config',
      cause: error,
    });
  }
}
