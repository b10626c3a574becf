import type { StatusEntry } from '@outrigger/pod';
import type { PodNews } from './pod-worker.ts';

/** The statuses of a pod as a watcher of the API server saw them, each change one entry. */
export function statusEntries(news: readonly PodNews[]): readonly StatusEntry[] {
  const entries: StatusEntry[] = [{ at: 0, deleting: false, status: undefined, gone: false }];
  for (const { at, status, deleting, gone } of news) {
    const last = entries.at(-1)?.status;
    if (status !== undefined || deleting !== entries.at(-1)?.deleting) {
      entries.push({ at, deleting, status: status ?? last, gone: false });
    }
    if (gone) entries.push({ at, deleting, status: status ?? last, gone: true });
  }
  return entries;
}
