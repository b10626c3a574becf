import { allEntries } from '../all-entries.ts';
import type { CatalogEntry } from '../catalog-entry.ts';

/**
 * The catalog with a user's entries in front: they are asked first, and one with the id of another takes its place. Of two
 * own entries with one id the first is kept.
 */
export function withOwnEntries(own: readonly CatalogEntry[]): readonly CatalogEntry[] {
  const byId = new Map<string, CatalogEntry>();
  for (const entry of [...own, ...allEntries()]) if (!byId.has(entry.id)) byId.set(entry.id, entry);
  return [...byId.values()];
}
