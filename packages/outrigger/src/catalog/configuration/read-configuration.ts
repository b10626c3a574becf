import {
  type Json,
  type JsonObject,
  type Problem,
  parseValue,
  readTextOf,
  type TextLocator,
} from '@outrigger/manifest';
import { hintFor } from '../../world/did-you-mean.ts';

/** The parts of a file of settings; each belongs to a command, or to what several of them know. */
const SECTIONS = ['sidecars'] as const;
type Section = (typeof SECTIONS)[number];

/** What a file of settings says and where. */
export interface Configuration extends TextLocator {
  readonly file: string;
  readonly sections: { readonly [name in Section]?: Json };
}

/** A file of settings, or what is wrong with it; what is within a section is for its reader to judge. */
export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a file of settings. An empty one has no settings. */
export async function readConfiguration(file: string): Promise<ReadConfiguration> {
  const read = await readTextOf(file);
  if (!read.ok) return { ok: false, problems: [read.problem] };
  const parsed = await parseValue(read.text, file);
  if (!parsed.ok) return parsed;
  const { value, locate, locateKey } = parsed;
  const problems = [...wrongSections(value, { file, locate, locateKey }), ...secondDocument(read.text, file)];
  if (problems.length > 0) return { ok: false, problems };
  const sections = (value ?? {}) as JsonObject;
  return { ok: true, configuration: { file, sections, locate, locateKey } };
}

function wrongSections(
  value: Json,
  { file, locate, locateKey }: TextLocator & { readonly file: string },
): readonly Problem[] {
  if (value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) {
    const message = `settings are a map with the key ${SECTIONS.join(', ')}`;
    const hint = Array.isArray(value) ? 'a list of sidecars stands under the key sidecars' : undefined;
    const place = { file, path: [], position: locate([]) };
    return [{ code: 'wrong-type', severity: 'error', message, ...place, ...(hint !== undefined && { hint }) }];
  }
  const unknown = Object.keys(value).filter((key) => !SECTIONS.some((section) => section === key));
  return unknown.map((key) => ({
    code: 'unknown-field',
    severity: 'error',
    message: `unknown field "${key}"`,
    hint: hintFor(key, SECTIONS),
    file,
    path: [key],
    position: locateKey([key]),
  }));
}

/** What nobody would read must not look as if it were read. */
function secondDocument(text: string, file: string): readonly Problem[] {
  const lines = text.split('\n');
  const begun = lines.findIndex((line) => line.trim() !== '' && !/^\s*#|^%|^---/.test(line));
  const index = lines.findIndex((line, i) => begun >= 0 && i > begun && /^---(?:\s|$)/.test(line));
  if (index < 0) return [];
  const line = index + 1;
  const offset = lines.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0);
  const excerpt = { text: (lines[index] ?? '').trimEnd(), column: 1 };
  const position = { file, line, column: 1, endLine: line, endColumn: 4, offset, endOffset: offset + 3, excerpt };
  const message = 'settings are one document, and here a second one begins';
  return [
    { code: 'invalid-value', severity: 'error', message, hint: 'one file each, or all in one list', file, position },
  ];
}
