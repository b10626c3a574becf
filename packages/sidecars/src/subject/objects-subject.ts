import type { KubernetesObject } from '@outrigger/manifest';
import type { KubeletRange } from './kubelet-range.ts';
import type { WorkloadSubject } from './workload-subject.ts';

/** Everything that was read together: what one object says about the containers of another. */
export interface ObjectsSubject {
  readonly objects: readonly KubernetesObject[];
  readonly workloads: readonly WorkloadSubject[];
  readonly kubelets: KubeletRange;
}
