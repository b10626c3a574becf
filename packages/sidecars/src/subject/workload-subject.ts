import type { Workload } from '@outrigger/manifest';
import type { CatalogEntry } from '../catalog/catalog-entry.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Hack } from '../hacks/hack.ts';
import type { KubeletRange } from './kubelet-range.ts';

/** A workload, with what several rules ask about it; everything is worked out once, and only when it is asked for. */
export interface WorkloadSubject {
  readonly workload: Workload;
  /** Every container of the pod, init containers first, in the order of the manifest. */
  readonly containers: readonly SubjectContainer[];
  readonly hacks: readonly Hack[];
  /** The kubelets that the user runs. */
  readonly kubelets: KubeletRange;
  /** Whether the pod ends by itself: of a Job or CronJob, or with another restart policy than Always. */
  readonly isMeantToFinish: boolean;
  /** Plays of this pod, and of changed copies of it. */
  readonly evidence: Evidence;
}

/** A container and what it was recognised as. */
export interface SubjectContainer {
  readonly name: string;
  readonly kind: 'init' | 'sidecar' | 'main';
  /** In the pod: `['spec', 'initContainers', 0]`. */
  readonly path: readonly ['spec', 'initContainers' | 'containers', number];
  readonly container: NonNullable<NonNullable<Workload['pod']['spec']>['containers']>[number];
  /** What the catalog knows about it. */
  readonly entry?: CatalogEntry;
}
