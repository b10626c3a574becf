import type { IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IPod } from 'kubernetes-models/v1';
import type { View } from '../controller.ts';
import { pods, statefulSets } from '../kinds.ts';
import { create, type Failure, isFailure, type Plan, remove, say, update } from '../plan.ts';
import { createClaims, keepByPolicy } from './claims.ts';
import { corrected } from './identity.ts';

/** Creates a pod with its claims (pkg/controller/statefulset/stateful_pod_control.go@1.36). */
export function* createSetPod(view: View, set: IStatefulSet, pod: IPod): Plan<IPod> {
  try {
    yield* createClaims(view, set, pod);
    const made = yield* create(pods, pod);
    yield* keepByPolicy(view, set, made);
    yield* tell(set, pod, 'Create');
    return made;
  } catch (error) {
    if (isFailure(error) && !isFailure(error, 409)) yield* tell(set, pod, 'Create', error);
    throw error;
  }
}

/** Deletes a pod. */
export function* deleteSetPod(set: IStatefulSet, pod: IPod): Plan {
  try {
    yield* remove(pods, pod);
    yield* tell(set, pod, 'Delete');
  } catch (error) {
    if (isFailure(error)) yield* tell(set, pod, 'Delete', error);
    throw error;
  }
}

/** Gives a pod its labels and claims back. */
export function* correctSetPod(view: View, set: IStatefulSet, pod: IPod): Plan {
  try {
    yield* createClaims(view, set, pod);
    yield* update(pods, corrected(set, pod));
    yield* tell(set, pod, 'Update');
  } catch (error) {
    if (isFailure(error)) yield* tell(set, pod, 'Update', error);
    throw error;
  }
}

function* tell(set: IStatefulSet, pod: IPod, verb: 'Create' | 'Update' | 'Delete', error?: Failure): Plan {
  const subject = `${verb} Pod ${pod.metadata?.name} in StatefulSet ${set.metadata?.name}`;
  if (error === undefined) yield* say(statefulSets, set, 'Normal', `Successful${verb}`, `${subject} successful`);
  else yield* say(statefulSets, set, 'Warning', `Failed${verb}`, `${subject} failed error: ${error.message}`);
}
