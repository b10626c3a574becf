import type { Json, JsonObject, Path } from '@outrigger/manifest';
import type { CatalogEntry, MoveAdvice } from '../catalog-entry.ts';
import type { CatalogProblem } from './catalog-problem.ts';
import { createFieldReader, type FieldReader, sayPath } from './field-reader.ts';
import { type OwnEntry, toCatalogEntry } from './own-entry.ts';
import { readProbe } from './read-probe.ts';
import { readRecognition } from './read-recognition.ts';
import { readWorkarounds } from './read-workarounds.ts';

/** The entries of a user, or all that is wrong with them. */
export type ReadCatalog =
  | { readonly ok: true; readonly entries: readonly CatalogEntry[] }
  | { readonly ok: false; readonly problems: readonly CatalogProblem[] };

/**
 * Reads the entries that a user defines, a list of maps, one for one. `path` is where the list stands in its file, for the
 * words of the problems.
 *
 * ```ts
 * const read = readCatalog([{ id: 'log-tailer', role: 'logs', recognise: { images: ['example/log-tailer'] } }]);
 * if (read.ok) scanObjects(objects, { entries: withOwnEntries(read.entries) });
 * ```
 */
export function readCatalog(value: Json, path: Path = []): ReadCatalog {
  const reader = createFieldReader();
  const own = reader.list(value, path).map((item, index) => readEntry(item, [...path, index], reader));
  for (const [index, { id }] of own.entries()) {
    const first = own.findIndex((other) => other.id === id);
    if (id === '' || first === index) continue;
    const message = `${sayPath([...path, index, 'id'])}: "${id}" is the id of ${sayPath([...path, first])} as well`;
    reader.fail({ path: [...path, index, 'id'], message });
  }
  const { problems } = reader;
  return problems.length > 0 ? { ok: false, problems } : { ok: true, entries: own.map(toCatalogEntry) };
}

const KEYS = [
  'id',
  'title',
  'role',
  'recognise',
  'startupProbe',
  'move',
  'after',
  'replacesInit',
  'caveats',
  'injector',
  'workarounds',
  'sources',
] as const;
const ROLES = ['proxy', 'ambassador', 'adapter', 'logs', 'files', 'secrets', 'job-helper', 'debug'] as const;

function readEntry(value: Json, path: Path, reader: FieldReader): OwnEntry {
  const map = reader.map(value, path, KEYS);
  const at = (key: string) => [...path, key];
  const optional = (key: 'title' | 'injector') => (isThere(map, key) ? { [key]: reader.text(map[key], at(key)) } : {});
  const startupProbe = isThere(map, 'startupProbe')
    ? readProbe(map.startupProbe, at('startupProbe'), reader)
    : undefined;
  return {
    id: readId(map.id, at('id'), reader),
    ...optional('title'),
    role: reader.oneOf(map.role, at('role'), ROLES) ?? 'adapter',
    recognise: readRecognition(map.recognise, at('recognise'), reader),
    ...(startupProbe && { startupProbe }),
    move: isThere(map, 'move') ? readMove(map.move, at('move'), reader) : { when: 'always' },
    after: reader.texts(map.after, at('after')),
    replacesInit: reader.texts(map.replacesInit, at('replacesInit')),
    caveats: reader.texts(map.caveats, at('caveats')),
    ...optional('injector'),
    ...(isThere(map, 'workarounds') && {
      workarounds: readWorkarounds(map.workarounds ?? null, at('workarounds'), reader),
    }),
    sources: reader.texts(map.sources, at('sources')),
  };
}

function readId(value: Json | undefined, path: Path, reader: FieldReader): string {
  const id = reader.text(value, path);
  if (id === '' || /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) return id;
  const message = `${sayPath(path)}: "${id}" is no id: small letters, digits and single hyphens are`;
  reader.fail({ path, message, hint: 'such as log-tailer; the title may be anything' });
  return id;
}

function readMove(value: Json | undefined, path: Path, reader: FieldReader): MoveAdvice {
  const map = reader.map(value, path, ['when', 'because']);
  const when = reader.oneOf(map.when, [...path, 'when'], ['always', 'ask', 'never']) ?? 'ask';
  if (when === 'always') return { when };
  // Whoever reads the report gets to know why.
  return { when, because: reader.text(map.because, [...path, 'because']) };
}

function isThere(map: JsonObject, key: string): boolean {
  return (map[key] ?? null) !== null;
}
