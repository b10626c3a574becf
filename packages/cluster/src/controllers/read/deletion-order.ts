import type { IPod } from 'kubernetes-models/v1';
import { isReady, readyCondition } from './pod.ts';
import { timeOf } from './time.ts';

/**
 * Which of two pods goes first: the one that would be missed least (controller.ActivePodsWithRanks@1.36). `rankOf` says how
 * crowded a pod's node is with its like.
 */
export function deletionOrder(now: number, rankOf?: (pod: IPod) => number): (a: IPod, b: IPod) => number {
  return (a, b) => {
    const [nodeA = '', nodeB = ''] = [a.spec?.nodeName, b.spec?.nodeName];
    if (nodeA !== nodeB && (nodeA === '' || nodeB === '')) return nodeA === '' ? -1 : 1;
    return (
      phase(a) - phase(b) ||
      Number(isReady(a)) - Number(isReady(b)) ||
      cost(a) - cost(b) ||
      (rankOf ? rankOf(b) - rankOf(a) : 0) ||
      byLogAge(readySince, a, b, now) ||
      restarts(b) - restarts(a) ||
      byLogAge(createdAt, a, b, now)
    );
  };
}

const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

function phase({ status }: IPod): number {
  return PHASES[status?.phase ?? ''] ?? 0;
}

function cost({ metadata }: IPod): number {
  const text = metadata?.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? '';
  return /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : 0;
}

function readySince(pod: IPod): number | undefined {
  return isReady(pod) ? timeOf(readyCondition(pod)?.lastTransitionTime) : undefined;
}

function createdAt({ metadata }: IPod): number | undefined {
  return timeOf(metadata?.creationTimestamp);
}

/** Younger ones first; ages of the same power of two are alike, so that not always the youngest one goes. */
function byLogAge(at: (pod: IPod) => number | undefined, a: IPod, b: IPod, now: number): number {
  const [atA, atB] = [at(a), at(b)];
  if (atA === undefined || atB === undefined || atA === atB) return 0;
  const difference = logAge(now - atA) - logAge(now - atB);
  return difference || ((a.metadata?.uid ?? '') < (b.metadata?.uid ?? '') ? -1 : 1);
}

/** Upstream takes the logarithm of nanoseconds. */
function logAge(ms: number): number {
  return ms <= 0 ? -1 : Math.trunc(Math.log2(ms * 1e6));
}

function restarts({ status }: IPod): number {
  const all = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  return Math.max(0, ...all.map(({ restartCount }) => restartCount ?? 0));
}
