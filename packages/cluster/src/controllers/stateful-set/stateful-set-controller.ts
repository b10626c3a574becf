import type { IPod } from 'kubernetes-models/v1';
import { matchesSelector } from '../../local/object/matches-selector.ts';
import { type Change, type Controller, type View, type Wake, watching } from '../controller.ts';
import { claims, controllerRevisions, pods, statefulSets } from '../kinds.ts';
import { controllerOf, itsController, itself, keyOf } from '../read/owner.ts';
import { isReady } from '../read/pod.ts';
import { reconcileStatefulSet } from './reconcile-stateful-set.ts';

/** Keeps pods with names of their own: pkg/controller/statefulset@1.36. */
export const statefulSetController: Controller = {
  name: 'statefulset-controller',
  watches: [
    watching(statefulSets, itself),
    watching(pods, ofPod),
    // Upstream looks at no change of them either: of a set that is being deleted each look makes one that is collected at once.
    watching(controllerRevisions, () => []),
    watching(claims, () => []),
  ],
  reconcile: reconcileStatefulSet,
};

function* ofPod(change: Change<IPod>, view: View): Iterable<Wake> {
  const { before, after } = change;
  yield* itsController(statefulSets, change, view);
  if (after === undefined) return;
  const { namespace } = keyOf(after);
  const owner = controllerOf(after);
  if (owner === undefined) {
    for (const set of view.list(statefulSets, namespace)) {
      if (matchesSelector(set.spec?.selector, after.metadata?.labels)) yield keyOf(set);
    }
    return;
  }
  const set = owner.kind === 'StatefulSet' ? view.get(statefulSets, namespace, owner.name) : undefined;
  const minReadySeconds = set?.spec?.minReadySeconds ?? 0;
  const isNewlyReady = before !== undefined && !isReady(before) && isReady(after);
  if (isNewlyReady && minReadySeconds > 0) yield { namespace, name: owner.name, afterMs: minReadySeconds * 1000 };
}
