import { effectiveRequests, podResources, type Quantity, readQuantity, resourceRulesFor } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import { curable, type Filter } from '../cluster-view.ts';

/** NodeResourcesFit (kubernetes pkg/scheduler/framework/plugins/noderesources/fit.go fitsRequest@1.36). */
export const resources: Filter = (pod, { node, pods }) => {
  const allocatable = node.status?.allocatable ?? {};
  const reasons: string[] = [];
  if (pods.length + 1 > Number(allocatable.pods ?? 0)) reasons.push('Too many pods');
  const used = pods.map(requestsOf);
  for (const [name, wanted] of requestsOf(pod)) {
    if (wanted.nanos === 0n) continue;
    const room = readQuantity(allocatable[name] ?? '0');
    const taken = used.reduce((sum, each) => sum + (each.get(name)?.nanos ?? 0n), 0n);
    if ((room?.nanos ?? 0n) - taken < wanted.nanos) reasons.push(`Insufficient ${name}`);
  }
  return reasons.length === 0 ? undefined : curable(...reasons);
};

/** How much of a node's CPU and memory is asked for, at its fullest, between 0 and 1: the less, the better a node is (LeastAllocated). */
export function fullness({ node, pods }: Parameters<Filter>[1]): number {
  const allocatable = node.status?.allocatable ?? {};
  const used = pods.map(requestsOf);
  const shares = ['cpu', 'memory'].map((name) => {
    const room = readQuantity(allocatable[name] ?? '0')?.nanos ?? 0n;
    const taken = used.reduce((sum, each) => sum + (each.get(name)?.nanos ?? 0n), 0n);
    return room === 0n ? 1 : Number((taken * 1000n) / room) / 1000;
  });
  return Math.max(...shares);
}

const known = new WeakMap<IPod, ReadonlyMap<string, Quantity>>();

function requestsOf(pod: IPod): ReadonlyMap<string, Quantity> {
  const before = known.get(pod);
  if (before) return before;
  const effective = effectiveRequests(podResources(pod, resourceRulesFor(36, 2, {})));
  const requests = new Map([...effective].map(([name, { total }]) => [name, total]));
  known.set(pod, requests);
  return requests;
}
