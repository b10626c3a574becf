import type { Workload } from '@outrigger/manifest';
import { kubeletOf, type podResources, podResources as read, resourceRulesFor } from '@outrigger/pod';

/** The resources of a pod under the newest kubelet of a range. */
export function resourcesOf(pod: Workload['pod'], version: string): ReturnType<typeof podResources> {
  const kubelet = kubeletOf(version);
  if (!kubelet) throw new RangeError(`no such kubelet: ${version}`);
  return read(pod, resourceRulesFor(kubelet.minor, kubelet.patch, kubelet.gates));
}
