import { type Json, type Path, type Problem, parseValue } from '@outrigger/manifest';
import { type Configuration, configurationSchema } from './configuration.ts';

/** A configuration, or everything that is wrong with it and where. */
export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a configuration file, YAML or JSON. An empty one is what holds without one. */
export async function readConfiguration(text: string, file: string): Promise<ReadConfiguration> {
  const parsed = await parseValue(text, file);
  if (!parsed.ok) return parsed;
  const read = configurationSchema.safeParse(parsed.value ?? {});
  if (read.success) return { ok: true, configuration: read.data };
  const problems = read.error.issues.flatMap((issue): readonly Problem[] => {
    const path = issue.path as Path;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const at = [...path, key];
        const hint = 'see docs/events/configuration.md for what there is';
        const message = `unknown field "${sayPath(at)}"`;
        return {
          code: 'unknown-field',
          severity: 'error',
          message,
          hint,
          file,
          path: at,
          position: parsed.locateKey(at),
        };
      });
    }
    const { message, isMissing } = wordsFor(issue.message, path, parsed.value);
    const code = isMissing ? 'missing-field' : issue.code === 'invalid_type' ? 'wrong-type' : 'invalid-value';
    return [{ code, severity: 'error', message, file, path, position: parsed.locate(path) }];
  });
  return { ok: false, problems };
}

function wordsFor(message: string, path: Path, root: Json): { readonly message: string; readonly isMissing: boolean } {
  const value = path.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], root);
  if (value === undefined) return { message: `${sayPath(path)} is missing`, isMissing: true };
  const words = message.replace(/^Invalid (?:input|option): /, '').replace(/\|/g, ', ');
  return {
    message: `${sayPath(path)}: ${JSON.stringify(value)?.slice(0, 60)} ${words.startsWith('is') ? words : `is not taken: ${words}`}`,
    isMissing: false,
  };
}

/** `clusters[0].name` */
function sayPath(path: Path): string {
  if (path.length === 0) return 'the configuration';
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}
