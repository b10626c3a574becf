import { findWorkloads, type KubernetesObject, type Workload } from '@outrigger/manifest';

/** The pods of an object; none where it is too broken to have any. */
export function workloadsOf(object: KubernetesObject): readonly Workload[] {
  try {
    return findWorkloads(object).filter(({ pod }) => Array.isArray(pod.spec?.containers));
  } catch {
    // The scan of the object has said what is wrong.
    return [];
  }
}
