import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import type { Target } from './target.ts';

/** The catalog entries that a request ends. A port that only a run would tell fits all. */
export function endedBy(entries: readonly CatalogEntry[], { path, port }: Target): readonly CatalogEntry[] {
  return entries.filter((entry) =>
    entry.workarounds?.quits?.some(
      (quit) =>
        quit.path === path?.replace(/\/$/, '') &&
        (quit.port === undefined || quit.port === port || (port === undefined && path !== '/shutdown')),
    ),
  );
}

/** A path that nothing but a sidecar has: whatever the port, a request for it ends one. */
export const quitPath = '/quitquitquit';
