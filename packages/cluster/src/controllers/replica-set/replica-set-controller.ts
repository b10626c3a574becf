import type { IReplicaSet } from 'kubernetes-models/apps/v1';
import type { IPod } from 'kubernetes-models/v1';
import { matchesSelector } from '../../local/object/matches-selector.ts';
import { type Change, type Controller, type View, type Wake, watching } from '../controller.ts';
import { type Kind, pods, replicaSets } from '../kinds.ts';
import { controllerOf, itsController, itself, keyOf } from '../read/owner.ts';
import { isReady } from '../read/pod.ts';
import { reconcileReplicaSet } from './reconcile-replica-set.ts';

/** Keeps so many pods of one template: pkg/controller/replicaset@1.36. */
export const replicaSetController: Controller = {
  name: 'replicaset-controller',
  watches: [watching(replicaSets, itself), watching(pods, (change, view) => ofPod(replicaSets, change, view))],
  reconcile: (view, key) => reconcileReplicaSet(replicaSets, view, key),
};

/** Whom a change of a pod concerns: its replica set, or those that may adopt it. */
export function* ofPod(kind: Kind<IReplicaSet>, change: Change<IPod>, view: View): Iterable<Wake> {
  const { before, after } = change;
  yield* itsController(kind, change, view);
  if (after === undefined) return;
  const { namespace } = keyOf(after);
  const owner = controllerOf(after);
  if (owner === undefined) {
    for (const set of view.list(kind, namespace)) {
      if (matchesSelector(set.spec?.selector, after.metadata?.labels)) yield keyOf(set);
    }
    return;
  }
  const minReadySeconds =
    owner.kind === kind.kind ? (view.get(kind, namespace, owner.name)?.spec?.minReadySeconds ?? 0) : 0;
  const isNewlyReady = before !== undefined && !isReady(before) && isReady(after);
  if (isNewlyReady && minReadySeconds > 0) yield { namespace, name: owner.name, afterMs: minReadySeconds * 1000 };
}
