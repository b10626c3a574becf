import { type ParsedValue, parseValue } from '../object/parse-value.ts';
import { defaultMaxBytes, type ReadOptions, readStdin, toProblem } from './read-manifests.ts';
import { readFileText } from './read-text.ts';

/**
 * Reads the first document of one file, or of `-`, that need not hold a Kubernetes object; by the same rules and within the
 * same limits as manifests. Never throws for what the file holds.
 */
export async function readDocument(path: string, options: ReadOptions = {}): Promise<ParsedValue> {
  const { maxBytes = defaultMaxBytes } = options;
  const result = path === '-' ? await readStdin(options) : await readFileText(path, maxBytes);
  return result.ok ? parseValue(result.text, path) : { ok: false, problems: [toProblem(path, result)] };
}
