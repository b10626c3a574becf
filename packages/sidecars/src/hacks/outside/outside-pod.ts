import type { CatalogEntry } from '../../catalog/catalog-entry.ts';
import { endedBy, quitPath } from '../script/ended-by.ts';
import { isLocal } from '../script/target.ts';
import type { Surroundings } from '../surroundings.ts';

/** What can be said of the surroundings of a command in an image or a script: not which pod runs it, but what only a sidecar is. */
export function outsidePod(entries: readonly CatalogEntry[]): Surroundings {
  return {
    variables: new Map(),
    place: 'main',
    isSidecar: false,
    nameOf: (id) => id,
    whoAnswers: ({ host, port }) => {
      if (!isLocal(host) || port === undefined) return undefined;
      const mesh = entries.find(({ injector, workarounds }) => injector && workarounds?.ports?.includes(port));
      // Whoever starts nothing itself and waits at localhost waits for another container; which one, only a pod tells.
      return { about: mesh?.id, isSure: mesh !== undefined };
    },
    whoQuits: (target) => {
      const [entry] = endedBy(entries, target);
      return entry || target.path === quitPath ? { about: entry?.id, isSure: true } : undefined;
    },
    whoRuns: (process) => {
      const entry = entries.find(
        ({ injector, workarounds }) =>
          (injector !== undefined || workarounds?.quits !== undefined) && workarounds?.processes?.includes(process),
      );
      return entry && { about: entry.id, isSure: false };
    },
    whoShares: () => undefined,
  };
}
