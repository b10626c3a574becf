import type { Json } from '../meaning/json.ts';
import type { TextLocator } from '../source/text-locator.ts';
import { printPath } from './print-path.ts';
import type { Path, Problem } from './problem.ts';

/** What a schema says of a value that it does not take, as zod has it; this package depends on no library of schemas. */
export interface SchemaIssue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Of `unrecognized_keys`: which ones. */
  readonly keys?: readonly string[];
}

/** The value that was checked, and where its text stands: what `parseValue` answers with. */
export interface CheckedText extends TextLocator {
  readonly value: Json;
  /** As the user named it. */
  readonly file: string;
  /** What the whole value is called: `the configuration`. */
  readonly whole: string;
  /** Where it is said which fields there are. */
  readonly page: string;
}

/** What a schema found wrong, in words for whoever wrote the file, each with its place. */
export function schemaProblems(issues: readonly SchemaIssue[], text: CheckedText): readonly Problem[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? (issue.keys ?? []).map((key) => unknownField([...(issue.path as Path), key], text))
      : [wrongValue(issue, text)],
  );
}

function unknownField(path: Path, { file, whole, page, locateKey }: CheckedText): Problem {
  const message = `unknown field "${printPath(path, whole)}"`;
  const hint = `see ${page} for what there is`;
  return { code: 'unknown-field', severity: 'error', message, hint, file, path, position: locateKey(path) };
}

function wrongValue(issue: SchemaIssue, { value: root, file, whole, locate }: CheckedText): Problem {
  const path = issue.path as Path;
  const at = { severity: 'error', file, path, position: locate(path) } as const;
  const name = printPath(path, whole);
  const value = valueAt(root, path);
  if (value === undefined) return { code: 'missing-field', message: `${name} is missing`, ...at };
  const words = issue.message.replace(/^Invalid (?:input|option): /, '').replace(/\|/g, ', ');
  const verdict = /^(?:is|has) /.test(words) ? words : `is not taken: ${words}`;
  const code = issue.code === 'invalid_type' ? 'wrong-type' : 'invalid-value';
  return { code, message: `${name}: ${JSON.stringify(value).slice(0, 60)} ${verdict}`, ...at };
}

function valueAt(root: Json, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], root);
}
