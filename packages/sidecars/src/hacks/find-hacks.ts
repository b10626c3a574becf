import type { IPod } from 'kubernetes-models/v1';
import { allEntries } from '../catalog/all-entries.ts';
import type { CatalogEntry } from '../catalog/catalog-entry.ts';
import type { Hack } from './hack.ts';
import { runHacks } from './pod/run-hacks.ts';
import { settingHacks } from './pod/setting-hacks.ts';
import { sharedFiles } from './pod/shared-files.ts';
import { toPatch } from './removal/to-patch.ts';
import { viewPod } from './view-pod.ts';

/** What to look with. */
export interface FindHacksOptions {
  /** The sidecars to know; by default those of the catalog. */
  readonly entries?: readonly CatalogEntry[];
}

/**
 * Everything in a pod that was built for want of an order between its containers: waits, quit calls, wrappers, flag files,
 * terminators, delays. A command that waits for something outside of the pod is none of these.
 */
export function findHacks(pod: IPod, { entries = allEntries() }: FindHacksOptions = {}): readonly Hack[] {
  const view = viewPod(pod, entries);
  const shared = sharedFiles(view);
  const found = [...settingHacks(view), ...view.containers.flatMap((container) => runHacks(view, container, shared))];
  return found.map(({ edits, ...hack }) => (edits ? { ...hack, edits, removal: toPatch(pod, edits) } : hack));
}
