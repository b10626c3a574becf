import type { INamespace, IServiceAccount } from 'kubernetes-models/v1';
import { type Change, type Controller, type Key, type View, type Wake, watching } from '../controller.ts';
import { namespaces, serviceAccounts } from '../kinds.ts';
import { create, isFailure, type Plan } from '../plan.ts';
import { isTerminatingNamespace } from '../read/failure.ts';

/** Gives every namespace its service account `default`: pkg/controller/serviceaccount/serviceaccounts_controller.go@1.36. */
export const serviceAccountController: Controller = {
  name: 'serviceaccount-controller',
  watches: [watching(namespaces, ofNamespace), watching(serviceAccounts, ofAccount)],
  reconcile,
};

function* ofNamespace({ after }: Change<INamespace>): Iterable<Wake> {
  if (after) yield { namespace: '', name: after.metadata?.name ?? '' };
}

function* ofAccount({ before, after }: Change<IServiceAccount>): Iterable<Wake> {
  if (after === undefined) yield { namespace: '', name: before?.metadata?.namespace ?? '' };
}

function* reconcile(view: View, { name: namespace }: Key): Plan {
  const found = view.get(namespaces, '', namespace);
  if (found === undefined || found.status?.phase === 'Terminating') return;
  if (view.get(serviceAccounts, namespace, 'default') !== undefined) return;
  try {
    yield* create(serviceAccounts, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace },
    });
  } catch (error) {
    if (!isFailure(error, 409) && !isTerminatingNamespace(error)) throw error;
  }
}
