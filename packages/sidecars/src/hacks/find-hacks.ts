import type { IPod } from 'kubernetes-models/v1';
import { allEntries } from '../catalog/all-entries.ts';
import type { CatalogEntry } from '../catalog/catalog-entry.ts';
import type { Hack } from './hack.ts';

/** What to look with. */
export interface FindHacksOptions {
  /** The sidecars to know; by default those of the catalog. */
  readonly entries?: readonly CatalogEntry[];
}

/** Everything in a pod that was built for want of an order between its containers; in the order of the manifest. */
export function findHacks(pod: IPod, { entries = allEntries() }: FindHacksOptions = {}): readonly Hack[] {
  void pod;
  void entries;
  return [];
}
