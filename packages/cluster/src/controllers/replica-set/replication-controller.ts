import type { IReplicaSet } from 'kubernetes-models/apps/v1';
import type { IReplicationController } from 'kubernetes-models/v1';
import { type Controller, type View, watching } from '../controller.ts';
import { type Kind, pods, replicationControllers } from '../kinds.ts';
import type { Plan } from '../plan.ts';
import { itself } from '../read/owner.ts';
import { reconcileReplicaSet } from './reconcile-replica-set.ts';
import { ofPod } from './replica-set-controller.ts';

/** The replica set's elder brother, by the same rules: pkg/controller/replication@1.36. */
export const replicationController: Controller = {
  name: 'replicationcontroller-controller',
  component: 'replication-controller',
  watches: [
    watching(replicationControllers, itself),
    watching(pods, (change, view) => ofPod(asReplicaSets, change, seenAsReplicaSets(view))),
  ],
  reconcile: (view, key) => writingControllers(reconcileReplicaSet(asReplicaSets, seenAsReplicaSets(view), key)),
};

const asReplicaSets = replicationControllers as unknown as Kind<IReplicaSet>;

/** A selector of labels alone is one of a replica set's, too; on its way back to the server it is what it was. */
function seenAsReplicaSets(view: View): View {
  const seen = <T>(kind: Kind<T>, object: T): T =>
    kind.plural === 'replicationcontrollers' ? (asSet(object) as T) : object;
  return {
    ...view,
    get(kind, namespace, name) {
      const found = view.get(kind, namespace, name);
      return found === undefined ? undefined : seen(kind, found);
    },
    list: (kind, namespace) => view.list(kind, namespace).map((object) => seen(kind, object)),
  };
}

/** The same plan, with the selector as the server knows it in what is written. */
function* writingControllers(plan: Plan): Plan {
  let step = plan.next();
  while (!step.done) {
    const deed = step.value;
    let outcome: unknown;
    try {
      outcome = yield deed.do === 'status' ? { ...deed, object: asController(deed.object) } : deed;
    } catch (error) {
      step = plan.throw(error);
      continue;
    }
    step = plan.next(outcome);
  }
}

function asController(object: unknown): unknown {
  const { spec, ...rest } = object as IReplicaSet;
  const selector = spec?.selector.matchLabels ?? spec?.selector;
  return { ...rest, spec: { ...spec, selector } };
}

function asSet(object: unknown): unknown {
  const { spec, ...rest } = object as IReplicationController;
  return { ...rest, spec: { ...spec, selector: { matchLabels: spec?.selector } } };
}
