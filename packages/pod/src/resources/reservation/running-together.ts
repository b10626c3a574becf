import type { ContainerResources } from '../pod-resources.ts';

/** Do two containers of a pod, `a` declared before `b`, ever run at the same time? Sidecars with all that follows, mains. */
export function runTogether(a: ContainerResources, b: ContainerResources): boolean {
  return a.kind === 'sidecar' || (a.kind === 'main' && b.kind === 'main');
}

/** The most that containers of a pod use at the same time: while an init container runs, or from then on. */
export function mostTogether(
  containers: readonly ContainerResources[],
  amountOf: (container: ContainerResources) => bigint,
): bigint {
  let running = 0n;
  let most = 0n;
  for (const container of containers) {
    const moment = running + amountOf(container);
    if (moment > most) most = moment;
    if (container.kind !== 'init') running = moment;
  }
  return most;
}

/**
 * What a manager of this version takes a container for. Until 1.28 it knows no sidecars: like any init container it is
 * expected to end before the next one starts, and what it got is given again.
 */
export function isExpectedToEnd(container: ContainerResources, managersKnowSidecars: boolean): boolean {
  return container.kind === 'init' || (container.kind === 'sidecar' && !managersKnowSidecars);
}
