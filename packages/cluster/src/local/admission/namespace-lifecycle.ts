import { notFound, Refusal } from '../answer/refusal.ts';
import type { AdmissionAttempt } from '../world.ts';
import { denied, type Plugin } from './plugin.ts';

/** Namespaces have to be there, and must not be going (apiserver pkg/admission/plugin/namespace/lifecycle@1.36). */
export const namespaceLifecycle: Plugin = {
  mutate(attempt) {
    check(attempt);
    return attempt.object;
  },
};

const IMMORTAL = ['default', 'kube-system', 'kube-public'];

function check(attempt: AdmissionAttempt): void {
  const { operation, resource, namespace, name, context } = attempt;
  const isNamespace = resource.group === '' && resource.plural === 'namespaces';
  if (operation === 'delete' && isNamespace && IMMORTAL.includes(name)) {
    throw denied(attempt, 'this namespace may not be deleted');
  }
  if (operation === 'delete' || isNamespace || !resource.isNamespaced || isReview(attempt)) return;
  const found = context.read('namespaces', namespace);
  if (found === undefined) throw notFound({ group: '', plural: 'namespaces' }, namespace);
  const { phase } = (found.status ?? {}) as { readonly phase?: string };
  if (operation === 'create' && phase === 'Terminating') throw terminating(attempt);
}

/** Whether somebody may do something in a namespace can be asked of any. */
function isReview({ resource }: AdmissionAttempt): boolean {
  return resource.group === 'authorization.k8s.io';
}

function terminating(attempt: AdmissionAttempt): Refusal {
  const { namespace } = attempt;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const { status } = denied(attempt, why);
  const message = `namespace ${namespace} is being terminated`;
  const causes = [{ reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }];
  return new Refusal({ ...status, details: { ...status.details, causes } });
}
