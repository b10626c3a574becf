import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../../local/object/api-object.ts';
import { type Kind, pods } from '../kinds.ts';
import { create, isFailure, type Plan, remove, say } from '../plan.ts';
import { isTerminatingNamespace } from './failure.ts';
import { controllerRef } from './owner.ts';

/** A pod template, as workloads hold it. */
export interface Template {
  readonly metadata?: IPod['metadata'];
  readonly spec?: IPod['spec'];
}

/** The pod that a workload's template describes (controller.GetPodFromTemplate@1.36). */
export function podFromTemplate<O>(kind: Kind<O>, owner: O, { metadata = {}, spec }: Template): IPod {
  const { name = '', namespace } = (owner as ApiObject).metadata ?? {};
  const { labels, annotations, finalizers } = metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(namespace !== undefined && { namespace }),
      generateName: `${name}-`,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
      ownerReferences: [controllerRef(kind, owner)],
    },
    ...(spec && { spec }),
  };
}

/** Creates a pod and tells of it (RealPodControl.createPods@1.36). */
export function* createPod<O>(kind: Kind<O>, owner: O, pod: IPod): Plan<IPod> {
  try {
    const made = yield* create(pods, pod);
    yield* say(kind, owner, 'Normal', 'SuccessfulCreate', `Created pod: ${made.metadata?.name}`);
    return made;
  } catch (error) {
    if (isFailure(error) && !isTerminatingNamespace(error)) {
      yield* say(kind, owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
    }
    throw error;
  }
}

/** Deletes a pod and tells of it, unless it was gone already (RealPodControl.DeletePod@1.36). */
export function* deletePod<O>(kind: Kind<O>, owner: O, pod: IPod): Plan<void> {
  try {
    if (!(yield* remove(pods, pod))) return;
    yield* say(kind, owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata?.name}`);
  } catch (error) {
    if (isFailure(error)) yield* say(kind, owner, 'Warning', 'FailedDelete', `Error deleting: ${error.message}`);
    throw error;
  }
}
