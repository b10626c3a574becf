import { printData } from '../explain/output/print-data.ts';
import { printProblems } from '../input/print-problems.ts';
import { hintFor } from '../world/did-you-mean.ts';
import { Failure } from '../world/failure.ts';
import { printable } from '../world/printable.ts';
import { widthOf } from '../world/style.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { describeEntry } from './describe-entry.ts';
import { findByImage } from './find-by-image.ts';
import type { CatalogFlags } from './flags.ts';
import { listEntries } from './list-entries.ts';
import { type KnownSidecars, readOwnEntries } from './own-entries.ts';
import { type SidecarDocument, toDocument } from './to-document.ts';

/** Runs `outrigger catalog` and answers with its exit code. */
export async function catalog(
  asked: string | undefined,
  flags: CatalogFlags,
  surroundings: Surroundings,
): Promise<number> {
  const read = await readOwnEntries(flags.catalog);
  if (!read.ok) {
    printProblems(read.problems, surroundings, flags);
    return 2;
  }
  const documents = documentsOf(asked, read.known);
  if (!documents) {
    surroundings.stderr.write(`${printable(`no sidecar of the catalog has the image ${asked}`, false)}\n`);
    return 1;
  }
  const { output: format } = flags;
  if (format !== 'table') await printData(documents, { format, kind: 'Sidecar' }, surroundings);
  else {
    const width = widthOf(undefined, surroundings.env, surroundings.stdout);
    const [only] = documents;
    const text = asked !== undefined && only ? describeEntry(only, width) : listEntries(documents);
    surroundings.stdout.write(printable(text, false));
  }
  return 0;
}

/** All of them, or the one that is asked for; undefined for an image that nobody knows. */
function documentsOf(asked: string | undefined, known: KnownSidecars): readonly SidecarDocument[] | undefined {
  const { entries, definedIn } = known;
  if (asked === undefined) return entries.map((entry) => toDocument(entry, { definedIn: definedIn.get(entry.id) }));
  const byId = entries.find(({ id }) => id === asked);
  const byImage = byId ? undefined : findByImage(asked, entries);
  const entry = byId ?? byImage;
  if (entry) {
    return [toDocument(entry, { definedIn: definedIn.get(entry.id), ...(byImage && { image: asked }) })];
  }
  if (/[/:@]/.test(asked)) return undefined;
  const ids = entries.map(({ id }) => id);
  throw new Failure(`no sidecar "${asked}"`, { code: 'unknown-sidecar', hint: nearest(asked, ids) });
}

function nearest(asked: string, ids: readonly string[]): string {
  const hint = hintFor(asked, ids);
  return hint.startsWith('did you mean') ? hint : 'outrigger catalog lists them';
}
