import type { IPod } from 'kubernetes-models/v1';
import { matchesSelector } from '../../local/object/matches-selector.ts';
import { type Change, type Controller, type View, type Wake, watching } from '../controller.ts';
import { budgets, deployments, pods, replicaSets, replicationControllers, statefulSets } from '../kinds.ts';
import { itself, keyOf } from '../read/owner.ts';
import { reconcileBudget } from './reconcile-budget.ts';

/** Keeps count of how many pods may be evicted: pkg/controller/disruption@1.36. */
export const disruptionController: Controller = {
  name: 'disruption-controller',
  component: 'controllermanager',
  watches: [
    watching(budgets, itself),
    watching(pods, ofPod),
    watching(deployments, () => []),
    watching(replicaSets, () => []),
    watching(replicationControllers, () => []),
    watching(statefulSets, () => []),
  ],
  reconcile: reconcileBudget,
};

/** The budget that a pod falls under, or fell under before. */
function* ofPod({ before, after }: Change<IPod>, view: View): Iterable<Wake> {
  const { namespace } = keyOf(after ?? before);
  for (const budget of view.list(budgets, namespace)) {
    const { selector } = budget.spec ?? {};
    const isTaken = [before, after].some((pod) => pod && matchesSelector(selector, pod.metadata?.labels));
    if (isTaken) yield keyOf(budget);
  }
}
