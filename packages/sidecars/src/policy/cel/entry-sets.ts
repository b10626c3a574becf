import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import { texts } from './literal.ts';

/** Whether what is known about a container is one of some entries; `known` is a value of `knownMains` or `knownSidecars`. */
export function isOneOf(known: string, entries: readonly CatalogEntry[]): string {
  return `${known}.entry in ${texts(entries.map(({ id }) => id))}`;
}

/** Whether an injector has put a container into its pod: `isInjected` as CEL. */
export function isInjected(known: string, entries: readonly CatalogEntry[]): string {
  const injected = entries.filter(({ injector }) => injector !== undefined);
  const byName = pairs(injected, ({ recognise }) => recognise.byName ?? []);
  const always = injected.filter(({ recognise }) => recognise.byName === undefined);
  return `(${isOneOf(known, always)} || ${pairOf(known, `${known}.container.name`)} in ${texts(byName)})`;
}

/** Pairs of an entry and a name, as texts: CEL has no lists of lists that could be searched quickly. */
export function pairs(
  entries: readonly CatalogEntry[],
  names: (entry: CatalogEntry) => readonly string[],
): readonly string[] {
  return entries.flatMap((entry) => names(entry).map((name) => `${entry.id} ${name}`));
}

/** The pair of what a container is known for and a name. */
export function pairOf(known: string, name: string): string {
  return `(${known}.entry + ' ' + ${name})`;
}
