import type { Workload } from '@outrigger/manifest';
import type { Timeline } from '@outrigger/pod';

/** The engine's answers about one workload; each play is made once. */
export interface Evidence {
  /** The life of the pod as it is written, under a kubelet (the newest of the range when none is named). */
  readonly play: (options?: PlayRequest) => Timeline;
  /** The life of a changed copy of the pod: what a migration would make of it. */
  readonly playChanged: (pod: Workload['pod'], options?: PlayRequest) => Timeline;
}

/** How to play. */
export interface PlayRequest {
  /** `1.30.3` */
  readonly kubelet?: string;
  /** Delete the pod this long after its creation, in ms; by default once it has come to rest, or never when it is meant to finish. */
  readonly deleteAt?: number;
}
