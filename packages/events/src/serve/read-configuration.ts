import { type Problem, parseValue, schemaProblems } from '@outrigger/manifest';
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
  const page = 'docs/events/configuration.md';
  return {
    ok: false,
    problems: schemaProblems(read.error.issues, { ...parsed, file, whole: 'the configuration', page }),
  };
}
