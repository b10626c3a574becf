import type { INode, IPod } from 'kubernetes-models/v1';
import { isSame } from '../../local/object/is-same.ts';
import { matchesSelector } from '../../local/object/matches-selector.ts';
import { type Change, type Controller, type View, type Wake, watching } from '../controller.ts';
import { controllerRevisions, daemonSets, nodes, pods } from '../kinds.ts';
import { controllerOf, itsController, itself, keyOf } from '../read/owner.ts';
import { isReady } from '../read/pod.ts';
import { reconcileDaemonSet } from './reconcile-daemon-set.ts';

/** Keeps a pod on every node: pkg/controller/daemon@1.36. */
export const daemonSetController: Controller = {
  name: 'daemonset-controller',
  watches: [
    watching(daemonSets, itself),
    watching(pods, ofPod),
    watching(nodes, ofNode),
    watching(controllerRevisions, (change, view) =>
      change.before === undefined ? [] : itsController(daemonSets, change, view),
    ),
  ],
  reconcile: reconcileDaemonSet,
};

function* ofPod(change: Change<IPod>, view: View): Iterable<Wake> {
  const { before, after } = change;
  yield* itsController(daemonSets, change, view);
  if (after === undefined) return;
  const { namespace } = keyOf(after);
  const owner = controllerOf(after);
  if (owner === undefined) {
    for (const set of view.list(daemonSets, namespace)) {
      if (matchesSelector(set.spec?.selector, after.metadata?.labels)) yield keyOf(set);
    }
    return;
  }
  const set = owner.kind === 'DaemonSet' ? view.get(daemonSets, namespace, owner.name) : undefined;
  const minReadySeconds = set?.spec?.minReadySeconds ?? 0;
  const isNewlyReady = before !== undefined && !isReady(before) && isReady(after);
  if (isNewlyReady && minReadySeconds > 0) yield { namespace, name: owner.name, afterMs: minReadySeconds * 1000 };
}

/** A heartbeat moves no daemon. */
function* ofNode({ before, after }: Change<INode>, view: View): Iterable<Wake> {
  const placing = (node: INode | undefined): unknown => [node?.metadata?.labels, node?.spec];
  if (before && after && isSame(placing(before), placing(after))) return;
  for (const set of view.list(daemonSets)) yield keyOf(set);
}
