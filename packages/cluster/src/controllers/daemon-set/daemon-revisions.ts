import type { IControllerRevision, IDaemonSet } from 'kubernetes-models/apps/v1';
import type { IPod } from 'kubernetes-models/v1';
import { templateHash } from '../hash/template-hash.ts';
import { byRevision, isSameRevision, newRevision, renumber } from '../history/revisions.ts';
import { controllerRevisions, daemonSets, pods } from '../kinds.ts';
import { create, isFailure, type Plan, patch, read, remove, updateStatus } from '../plan.ts';

/** The label that says of which template a daemon was made. */
export const HASH = 'controller-revision-hash';

/** The revision of the template, and all others (pkg/controller/daemon/update.go constructHistory@1.36). */
export function* constructHistory(
  set: IDaemonSet,
  revisions: readonly IControllerRevision[],
  daemons: readonly IPod[],
): Plan<{ readonly current: IControllerRevision; readonly old: readonly IControllerRevision[] }> {
  const wanted = newRevision(daemonSets, set, 0, 0);
  const same = revisions.filter((revision) => isSameRevision(revision, wanted)).toSorted(byRevision);
  const old = revisions.filter((revision) => !same.includes(revision));
  const number = Math.max(0, ...old.map(({ revision }) => revision)) + 1;
  const newest = same.pop();
  if (newest === undefined) return { current: yield* snapshot(set, wanted, number), old };
  for (const double of same) yield* merge(double, newest, daemons);
  return { current: newest.revision < number ? yield* renumber(newest, number) : newest, old };
}

/** Deletes revisions that no daemon is of, the oldest first, down to the limit. */
export function* cleanHistory(set: IDaemonSet, old: readonly IControllerRevision[], daemons: readonly IPod[]): Plan {
  const live = new Set(daemons.map(({ metadata }) => metadata?.labels?.[HASH]));
  const tooMany = old.length - (set.spec?.revisionHistoryLimit ?? 10);
  const dead = old.toSorted(byRevision).filter(({ metadata }) => !live.has(metadata?.labels?.[HASH]));
  for (const revision of dead.slice(0, Math.max(0, tooMany))) yield* remove(controllerRevisions, revision);
}

function* snapshot(set: IDaemonSet, wanted: IControllerRevision, revision: number): Plan<IControllerRevision> {
  const hash = templateHash(set.spec?.template, set.status?.collisionCount);
  const name = `${set.metadata?.name}-${hash}`;
  const labels = { ...set.spec?.template?.metadata?.labels, [HASH]: hash };
  try {
    return yield* create(controllerRevisions, { ...wanted, metadata: { ...wanted.metadata, name, labels }, revision });
  } catch (error) {
    if (!isFailure(error, 409)) throw error;
    const { namespace = '' } = set.metadata ?? {};
    const known = yield* read(controllerRevisions, { namespace, name });
    if (known && isSameRevision(known, wanted)) return known;
    // Another template has the same hash: the next look salts it anew.
    const status = { ...set.status, collisionCount: (set.status?.collisionCount ?? 0) + 1 };
    yield* updateStatus(daemonSets, { ...set, status } as IDaemonSet);
    throw error;
  }
}

/** Of two revisions of one template the newer one stays, and takes the other's daemons over. */
function* merge(double: IControllerRevision, newest: IControllerRevision, daemons: readonly IPod[]): Plan {
  const hash = newest.metadata?.labels?.[HASH];
  for (const pod of daemons) {
    if (pod.metadata?.labels?.[HASH] === hash) continue;
    yield* patch(pods, pod, { kind: 'merge', body: { metadata: { labels: { [HASH]: hash } } } });
  }
  yield* remove(controllerRevisions, double);
}
