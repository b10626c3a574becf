import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { IPod } from 'kubernetes-models/v1';
import { matchesSelector } from '../../local/object/matches-selector.ts';
import { type Change, type Controller, type View, type Wake, watching } from '../controller.ts';
import { deployments, pods, replicaSets } from '../kinds.ts';
import { controllerOf, itsController, itself, keyOf } from '../read/owner.ts';
import { reconcileDeployment } from './reconcile-deployment.ts';

/** Rolls pod templates out: pkg/controller/deployment@1.36. */
export const deploymentController: Controller = {
  name: 'deployment-controller',
  watches: [
    watching(deployments, itself),
    watching(replicaSets, function* (change, view) {
      const { after } = change;
      if (after && controllerOf(after) === undefined) yield* whoMayAdopt(after, view);
      else yield* itsController(deployments, change, view);
    }),
    watching(pods, recreatedByEndOfPod),
  ],
  reconcile: reconcileDeployment,
};

function* whoMayAdopt(orphan: unknown, view: View): Iterable<Wake> {
  const { namespace } = keyOf(orphan);
  const labels = (orphan as IDeployment).metadata?.labels;
  for (const deployment of view.list(deployments, namespace)) {
    if (matchesSelector(deployment.spec?.selector, labels)) yield keyOf(deployment);
  }
}

/** The last old pod of a deployment that is to be recreated has gone. */
function* recreatedByEndOfPod({ before, after }: Change<IPod>, view: View): Iterable<Wake> {
  if (after !== undefined) return;
  const owner = controllerOf(before);
  const { namespace } = keyOf(before);
  const set = owner?.kind === 'ReplicaSet' ? view.get(replicaSets, namespace, owner.name) : undefined;
  for (const key of itsController(deployments, { before: undefined, after: set }, view)) {
    if (view.get(deployments, namespace, key.name)?.spec?.strategy?.type === 'Recreate') yield key;
  }
}
