import type { IControllerRevision, IStatefulSet } from 'kubernetes-models/apps/v1';
import { createRevision, isSameRevision, newRevision, renumber } from '../history/revisions.ts';
import { statefulSets } from '../kinds.ts';
import type { Plan } from '../plan.ts';

/** The revision that pods have had, and the one that they are to get (getStatefulSetRevisions@1.36). */
export function* findRevisions(set: IStatefulSet, revisions: readonly IControllerRevision[]): Plan<SetRevisions> {
  const newest = revisions.at(-1);
  let collisionCount = set.status?.collisionCount ?? 0;
  const wanted = newRevision(statefulSets, set, (newest?.revision ?? 0) + 1, collisionCount);
  const equal = revisions.findLast((revision) => isSameRevision(revision, wanted));
  let update: IControllerRevision;
  if (equal !== undefined && newest !== undefined) {
    update = isSameRevision(newest, equal) ? newest : yield* renumber(equal, wanted.revision);
  } else {
    const made = yield* createRevision(set.metadata as never, wanted, collisionCount);
    update = made.revision;
    collisionCount = made.collisionCount;
  }
  const current = revisions.find(({ metadata }) => metadata?.name === set.status?.currentRevision) ?? update;
  return { current, update, collisionCount };
}

/** Two revisions, the same one at rest. */
export interface SetRevisions {
  readonly current: IControllerRevision;
  readonly update: IControllerRevision;
  readonly collisionCount: number;
}
