import type { Problem } from '../problem/problem.ts';
import { defaultMaxBytes, type ReadOptions, readStdin, toProblem } from './read-manifests.ts';
import { readFileText } from './read-text.ts';

/** The text of one file, or of `-`, whatever it holds; by the same rules and within the same limits as manifests. */
export async function readTextOf(
  path: string,
  options: ReadOptions = {},
): Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem }> {
  const result =
    path === '-' ? await readStdin(options) : await readFileText(path, options.maxBytes ?? defaultMaxBytes);
  return result.ok ? result : { ok: false, problem: toProblem(path, result) };
}
