import { readPod, type Timeline } from '@outrigger/pod';
import { kubeletOfRun } from './look-after.ts';
import type { PodFolder, StoredRun } from './state/pod-folder.ts';
import { statusEntries } from './worker/status-entries.ts';

/** The life of a stored pod so far, for the same pictures and tables as a played one; `now` is ms since 1970. */
export function storedLife(folder: PodFolder, run: StoredRun, now: number): Timeline {
  const kubelet = kubeletOfRun(run);
  const news = folder.readNews();
  const status = statusEntries(news);
  return {
    scenario: run.pod.metadata?.name ?? '',
    kubelet: kubelet.version,
    containers: readPod(run.pod, kubelet).containers,
    log: [],
    status,
    events: news.flatMap(({ events }) => events),
    end: Math.max(now - run.createdAt, news.at(-1)?.at ?? 0),
    endedBy: status.at(-1)?.gone ? 'gone' : 'until',
  };
}
