import type { IPod } from 'kubernetes-models/v1';
import type { View } from '../controller.ts';
import { pods } from '../kinds.ts';
import { type Plan, patch } from '../plan.ts';
import { apiTime } from '../read/time.ts';

/** Has a pod tell why it is ended, before it is; with a phase, that it has failed. */
export function* markDisrupted(
  view: View,
  pod: IPod,
  why: { readonly reason: string; readonly message: string } | undefined,
  phase?: 'Failed',
): Plan<IPod> {
  const { uid } = pod.metadata ?? {};
  const { observedGeneration = pod.metadata?.generation } = pod.status ?? {};
  const condition = why && {
    type: 'DisruptionTarget',
    status: 'True',
    lastTransitionTime: apiTime(view.now),
    ...why,
    ...(observedGeneration !== undefined && { observedGeneration }),
  };
  const status = { ...(condition && { conditions: [condition] }), ...(phase && { phase }) };
  return yield* patch(pods, pod, { kind: 'strategic', subresource: 'status', body: { metadata: { uid }, status } });
}
