import { type Said, timeOf } from './synthesised.ts';
import type { WatchedObject } from './watched-object.ts';

/** How long a pod may be in a phase. */
export interface Patience {
  /** Without a node. */
  readonly pendingMs: number;
  /** With a node, and a container that has not begun. */
  readonly creatingMs: number;
  /** Beyond its grace. */
  readonly terminatingMs: number;
}

/** When a pod counts as stuck, and what is said then; undefined for one that goes its way. */
export function stuckAt(
  pod: WatchedObject,
  patience: Patience,
): { readonly due: number; readonly said: Said } | undefined {
  const { creationTimestamp, deletionTimestamp } = pod.metadata ?? {};
  const say = (since: number | undefined, ms: number, what: string) => {
    if (since === undefined) return undefined;
    const message = `The pod has been ${what} for more than ${Math.round(ms / 1000)} s`;
    const due = since + ms;
    return { due, said: { at: due, type: 'Warning', reason: 'PodStuck', message, key: `${what}/${since}` } as const };
  };
  // The deletion's time already contains the grace (apimachinery metav1.ObjectMeta@1.36).
  if (deletionTimestamp !== undefined) return say(timeOf(deletionTimestamp), patience.terminatingMs, 'Terminating');
  if (pod.status?.phase !== 'Pending') return undefined;
  if ((pod.spec?.nodeName ?? '') === '') return say(timeOf(creationTimestamp), patience.pendingMs, 'Pending');
  const scheduled = pod.status.conditions?.find(({ type }) => type === 'PodScheduled')?.lastTransitionTime;
  return say(timeOf(scheduled) ?? timeOf(creationTimestamp), patience.creatingMs, 'ContainerCreating');
}
