import type { IPod } from 'kubernetes-models/v1';
import type { View } from '../controller.ts';
import { deployments, replicaSets, replicationControllers, statefulSets } from '../kinds.ts';
import { controllerOf } from '../read/owner.ts';

/** How many pods the owners of these are to have, each owner once (disruption.go getExpectedScale and its finders@1.36). */
export function expectedScale(
  view: View,
  selected: readonly IPod[],
): { readonly expected: number; readonly hasUnmanaged: boolean } | { readonly problem: string } {
  const scales = new Map<string, number>();
  let hasUnmanaged = false;
  for (const pod of selected) {
    const owner = controllerOf(pod);
    if (owner === undefined) {
      hasUnmanaged = true;
      continue;
    }
    const found = scaleOf(view, pod);
    if (found === undefined) return { problem: `found no controllers for pod "${pod.metadata?.name}"` };
    scales.set(found.uid, found.scale);
  }
  return { expected: [...scales.values()].reduce((sum, scale) => sum + scale, 0), hasUnmanaged };
}

function scaleOf(view: View, pod: IPod): { readonly uid: string; readonly scale: number } | undefined {
  const owner = controllerOf(pod);
  const namespace = pod.metadata?.namespace ?? '';
  const kind = owner && BY_KIND[owner.kind];
  if (owner === undefined || kind === undefined) return undefined;
  const found = view.get(kind, namespace, owner.name);
  if (found?.metadata?.uid !== owner.uid) return undefined;
  const above = owner.kind === 'ReplicaSet' ? controllerOf(found) : undefined;
  const deployment = above?.kind === 'Deployment' ? view.get(deployments, namespace, above.name) : undefined;
  const scaled = deployment?.metadata?.uid === above?.uid && deployment ? deployment : found;
  return { uid: scaled.metadata?.uid ?? '', scale: scaled.spec?.replicas ?? 1 };
}

const BY_KIND: Readonly<Record<string, typeof replicaSets>> = {
  ReplicaSet: replicaSets,
  ReplicationController: replicationControllers as unknown as typeof replicaSets,
  StatefulSet: statefulSets as unknown as typeof replicaSets,
};
