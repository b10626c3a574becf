import { allEntries } from './all-entries.ts';
import type { CatalogEntry, KnownContainer } from './catalog-entry.ts';
import { type ImageName, readImageName } from './read-image-name.ts';

/**
 * What the catalog knows about a container, or undefined. An image decides before a name does; entries that a user has defined
 * are asked before all others (`recogniseSidecar(container, withOwnEntries(mine))`).
 */
export function recogniseSidecar(
  container: KnownContainer,
  entries: readonly CatalogEntry[] = allEntries(),
): CatalogEntry | undefined {
  const { own, others } = indexesOf(entries);
  const image = container.image === undefined ? undefined : readImageName(container.image);
  return (own && recogniseBy(own, container, image)) ?? recogniseBy(others, container, image);
}

function recogniseBy(
  { byLastPart, byPattern, byName }: Index,
  container: KnownContainer,
  image: ImageName | undefined,
): CatalogEntry | undefined {
  if (image) {
    const literal = byLastPart.get(image.lastPart)?.find((candidate) => fits(candidate, image, container));
    // Wildcards are few; asking them costs less than remembering the answers.
    const pattern = byPattern.find((candidate) => fits(candidate, image, container));
    const found = literal && pattern ? (literal.rank <= pattern.rank ? literal : pattern) : (literal ?? pattern);
    if (found) return found.entry;
  }
  return byName.get(container.name)?.find((entry) => isDoing(entry, container));
}

interface Index {
  readonly byLastPart: ReadonlyMap<string, readonly Candidate[]>;
  readonly byPattern: readonly Candidate[];
  readonly byName: ReadonlyMap<string, readonly CatalogEntry[]>;
}

interface Candidate {
  readonly entry: CatalogEntry;
  /** The entry's place in the list: the first one that fits is it. */
  readonly rank: number;
  readonly repository: RegExp;
  readonly tag: RegExp | undefined;
}

interface Indexes {
  readonly own: Index | undefined;
  readonly others: Index;
}

const remembered = new WeakMap<readonly CatalogEntry[], Indexes>();

function indexesOf(entries: readonly CatalogEntry[]): Indexes {
  const known = remembered.get(entries);
  if (known) return known;
  const own = entries.filter(({ isOwn }) => isOwn);
  const others = own.length > 0 ? entries.filter(({ isOwn }) => !isOwn) : entries;
  const indexes = { own: own.length > 0 ? indexOf(own) : undefined, others: indexOf(others) };
  remembered.set(entries, indexes);
  return indexes;
}

function indexOf(entries: readonly CatalogEntry[]): Index {
  const byLastPart = new Map<string, Candidate[]>();
  const byPattern: Candidate[] = [];
  const byName = new Map<string, CatalogEntry[]>();
  for (const [rank, entry] of entries.entries()) {
    for (const image of entry.recognise.images) {
      const [repository = '', tag] = image.split(':');
      const candidate = {
        entry,
        rank,
        repository: pattern(repository, '(?:^|/)'),
        tag: tag ? pattern(tag, '^') : undefined,
      };
      const lastPart = repository.slice(repository.lastIndexOf('/') + 1);
      if (lastPart.includes('*')) byPattern.push(candidate);
      else byLastPart.set(lastPart, [...(byLastPart.get(lastPart) ?? []), candidate]);
    }
    for (const name of entry.recognise.byName ?? []) byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
  return { byLastPart, byPattern, byName };
}

function pattern(glob: string, start: string): RegExp {
  const literal = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`${start}${literal}$`);
}

function fits(candidate: Candidate, image: ImageName, container: KnownContainer): boolean {
  return (
    candidate.repository.test(image.repository) &&
    (candidate.tag?.test(image.tag) ?? true) &&
    isDoing(candidate.entry, container)
  );
}

/** Whether this use of the image is the one that the entry means. */
function isDoing({ recognise, after, replacesInit }: CatalogEntry, container: KnownContainer): boolean {
  // Meshes run their proxy's image once more to set up iptables.
  if (after?.includes(container.name) || replacesInit?.includes(container.name)) return false;
  const { argument, unlessArgument } = recognise;
  if (!argument && !unlessArgument) return true;
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  if (argument && !words.some((word) => argument.test(word))) return false;
  return !(unlessArgument && words.some((word) => unlessArgument.test(word)));
}
