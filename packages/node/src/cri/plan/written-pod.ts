import type { IContainer, IPod, IPodSpec } from 'kubernetes-models/v1';
import type { PodPlace } from '../../runtime/pod-runtime.ts';

/** The spec of a pod as its place has it; the API server has checked it. */
export function specOf(place: PodPlace): IPodSpec {
  return (place.pod as IPod).spec ?? { containers: [] };
}

/** The pod's own labels and annotations. */
export function metadataOf(place: PodPlace): NonNullable<IPod['metadata']> {
  return (place.pod as IPod).metadata ?? {};
}

/** A container as it is written in the pod, in whichever list. */
export function writtenContainer(spec: IPodSpec, name: string): WrittenContainer {
  const lists: readonly (readonly WrittenContainer[] | undefined)[] = [
    spec.containers,
    spec.initContainers,
    spec.ephemeralContainers as readonly WrittenContainer[] | undefined,
  ];
  const found = lists.flatMap((list) => list ?? []).find((container) => container.name === name);
  if (!found) throw new Error(`the pod has no container ${name}`);
  return found;
}

/** A container of any list; only an ephemeral one has a target. */
export type WrittenContainer = IContainer & { readonly targetContainerName?: string };
