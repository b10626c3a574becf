import { relative } from 'node:path';
import type { Json, Position, Problem } from '@outrigger/manifest';
import { allEntries, type CatalogEntry, type CatalogProblem, readCatalog, withOwnEntries } from '@outrigger/sidecars';
import { hintFor } from '../world/did-you-mean.ts';
import { badFlag, Failure } from '../world/failure.ts';
import { findConfiguration } from './configuration/find-configuration.ts';
import { type Configuration, readConfiguration } from './configuration/read-configuration.ts';

/** The sidecars to know: the catalog's, and those that the user has defined. */
export interface KnownSidecars {
  /** Own ones first. */
  readonly entries: readonly CatalogEntry[];
  /** The own ones as they were written, from which a thread makes the same entries: functions cannot be sent. */
  readonly definitions: readonly Json[];
  /** By id, in which file an own one is. */
  readonly definedIn: ReadonlyMap<string, string>;
}

/** The sidecars to know, or what is wrong with their files. */
export type ReadSidecars =
  | { readonly ok: true; readonly known: KnownSidecars }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the files of `--catalog` and the settings that hold in a directory. Of several entries with one id that of the last
 * file named is meant; a file that is named says more than one that is found.
 */
export async function readOwnEntries(
  catalogs: readonly string[] = [],
  directory: string = process.cwd(),
): Promise<ReadSidecars> {
  if (catalogs.includes('-')) throw badFlag('--catalog', 'standard input is for manifests', 'give a file');
  const found = findConfiguration(directory);
  const files = [...(found === undefined ? [] : [relative(directory, found)]), ...catalogs];
  if (files.length === 0) return { ok: true, known: KNOWN_TO_ALL };
  const read = await Promise.all(files.map(readOne));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return { ok: false, problems: problems.map((problem) => unlessUnopened(problem, catalogs)) };
  const own = new Map<string, Defined>();
  for (const { id, ...defined } of read.flatMap((one) => (one.ok ? one.defined : []))) own.set(id, defined);
  return {
    ok: true,
    known: {
      entries: withOwnEntries([...own.values()].map(({ entry }) => entry)),
      definitions: [...own.values()].map(({ definition }) => definition),
      definedIn: new Map([...own].map(([id, { file }]) => [id, file])),
    },
  };
}

const KNOWN_TO_ALL: KnownSidecars = { entries: allEntries(), definitions: [], definedIn: new Map() };

interface Defined {
  readonly entry: CatalogEntry;
  readonly definition: Json;
  readonly file: string;
}

type ReadOne =
  | { readonly ok: true; readonly defined: readonly (Defined & { readonly id: string })[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

async function readOne(file: string): Promise<ReadOne> {
  const read = await readConfiguration(file);
  if (!read.ok) return read;
  const { configuration } = read;
  const { sidecars = null } = configuration.sections;
  const catalog = readCatalog(sidecars, ['sidecars']);
  if (!catalog.ok) {
    const problems = catalog.problems.map((problem) => place(problem, configuration));
    return { ok: false, problems: problems.toSorted((a, b) => a.position.offset - b.position.offset) };
  }
  const definitions = (sidecars ?? []) as readonly Json[];
  const defined = catalog.entries.map((entry, index) => ({
    id: entry.id,
    entry,
    definition: definitions[index] ?? null,
    file,
  }));
  return { ok: true, defined };
}

function place(
  { path, atKey, message, hint, known }: CatalogProblem,
  at: Configuration,
): Problem & { readonly position: Position } {
  const advice = hint ?? (known && hintFor(String(atKey ? path.at(-1) : valueAt(at, path)), known));
  return {
    code: known && atKey ? 'unknown-field' : 'invalid-value',
    severity: 'error',
    message,
    ...(advice !== undefined && { hint: advice }),
    file: at.file,
    path,
    position: atKey ? at.locateKey(path) : at.locate(path),
  };
}

function valueAt({ sections }: Configuration, path: CatalogProblem['path']): unknown {
  let value: unknown = sections;
  for (const part of path) value = (value as Record<string | number, unknown> | null)?.[part];
  return value;
}

/** A file that cannot even be opened is a wrong value of the flag, and throws; everything else has a place in the file. */
function unlessUnopened(problem: Problem, catalogs: readonly string[]): Problem {
  const { code, file, message } = problem;
  if (code !== 'not-found' && code !== 'unreadable') return problem;
  const why = code === 'not-found' ? 'there is no such file' : message;
  throw new Failure(`${catalogs.includes(file) ? '--catalog ' : ''}${file}: ${why}`, { code });
}
