import type { IPod } from 'kubernetes-models/v1';
import { readyCondition } from './pod.ts';
import { timeOf } from './time.ts';

/** When a pod ended, as well as that can be told (pkg/controller/job/backoff_utils.go getFinishedTime@1.36). */
export function finishedAt(pod: IPod): number {
  const ready = readyCondition(pod);
  const notReadySince = ready?.status === 'False' ? timeOf(ready.lastTransitionTime) : undefined;
  return byContainers(pod) ?? notReadySince ?? deletedAt(pod) ?? timeOf(pod.metadata?.creationTimestamp) ?? 0;
}

/** The end of the last container; unknown while one runs. */
function byContainers({ spec, status }: IPod): number | undefined {
  const sidecars = new Set(
    (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name),
  );
  const relevant = [
    ...(status?.containerStatuses ?? []),
    ...(status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name)),
  ];
  const ends = relevant.map(({ state }) => timeOf(state?.terminated?.finishedAt));
  const known = ends.filter((end) => end !== undefined);
  return known.length > 0 && known.length === ends.length ? Math.max(...known) : undefined;
}

function deletedAt({ metadata }: IPod): number | undefined {
  const end = timeOf(metadata?.deletionTimestamp);
  return end === undefined ? undefined : end - (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
}
