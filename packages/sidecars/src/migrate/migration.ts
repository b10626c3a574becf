import type { Patch, Workload } from '@outrigger/manifest';
import type { Helper } from '@outrigger/pod';

/** What a migration makes of one workload. */
export interface Migration {
  readonly workload: Workload;
  /** The containers that are known to be sidecars, or taken for such, in whatever form they are. */
  readonly helpers: readonly Helper[];
  /** The pod afterwards. */
  readonly pod: Workload['pod'];
  /** All changes, with paths in the object; empty where there is nothing to do. */
  readonly patch: Patch;
  /** The same in pieces that people understand, in the order in which they apply. */
  readonly steps: readonly MigrationStep[];
  /** What a person has to decide or to do. */
  readonly left: readonly LeftOver[];
}

/** One thing that is done to a pod. */
export interface MigrationStep {
  /** An imperative: `Move cloud-sql-proxy to the init containers`. */
  readonly title: string;
  readonly container?: string;
  /** With paths in the object as the steps before have left it. */
  readonly patch: Patch;
}

/** Something that a migration does not do by itself. */
export interface LeftOver {
  /** `propose`: say so and it is done · `refuse`: it would break · `person`: a file that no manifest holds. */
  readonly kind: 'propose' | 'refuse' | 'person';
  readonly container?: string;
  /** One sentence without a full stop. */
  readonly message: string;
}
