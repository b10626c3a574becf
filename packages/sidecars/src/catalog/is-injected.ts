import type { CatalogEntry } from './catalog-entry.ts';

/** Whether an injector has put a container into its pod: it gives the container the name by which the catalog knows it. */
export function isInjected(name: string, entry: CatalogEntry | undefined): boolean {
  if (entry?.injector === undefined) return false;
  return entry.recognise.byName?.includes(name) ?? true;
}
