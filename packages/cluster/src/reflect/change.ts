import type { ApiObject } from '../local/object/api-object.ts';

/** What has become of one object. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** As it is now; of a deleted one, as it was last. */
  readonly object: ApiObject;
  /** As it was before, where the reflector keeps objects. */
  readonly old?: ApiObject;
  /** Its end was not seen, only that it is gone: `object` is the newest that is known of it, its name and uid at least. */
  readonly isUnseenEnd?: true;
}

/** Changes that came together, in their order. */
export interface ChangeBatch {
  readonly changes: readonly Change[];
  /** Whether all that was there at the start has been told: from now on only news come. */
  readonly isComplete: boolean;
  /**
   * The version up to which everything has been told; undefined while the first list goes on. Whoever keeps it together with
   * what the changes say (uid and version by object) has made a checkpoint by himself, and may do so for every batch.
   */
  readonly resourceVersion: string | undefined;
  /** A whole checkpoint as of this batch. To be taken before the next batch is; costs a walk over all objects. */
  readonly checkpoint: () => Checkpoint;
}

/** Where a reflector can go on, so that nothing is missing and nothing doubled. Plain JSON. */
export interface Checkpoint {
  readonly resourceVersion: string | undefined;
  /** What was there, so that ends that nobody saw can be told: key (`NAMESPACE/NAME` or `NAME`), uid, version. */
  readonly objects: readonly (readonly [key: string, uid: string, resourceVersion: string])[];
}
