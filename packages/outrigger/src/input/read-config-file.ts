import { readFile } from 'node:fs/promises';
import type { Problem } from '@outrigger/manifest';
import { Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { printProblems } from './print-problems.ts';

/** Makes a configuration of a text, or says what is wrong with it. */
export type ConfigurationReader<Configuration> = (
  text: string,
  file: string,
) => Promise<
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problems: readonly Problem[] }
>;

/** The configuration of `--config`, or what holds without one; undefined when it was told what is wrong with it. */
export async function readConfigFile<Configuration>(
  file: string | undefined,
  read: ConfigurationReader<Configuration>,
  surroundings: Surroundings,
): Promise<Configuration | undefined> {
  const result = await read(file === undefined ? '' : await textOf(file), file ?? '');
  if (result.ok) return result.configuration;
  printProblems(result.problems, surroundings, { color: 'auto' });
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
