import type { Fact } from './fact.ts';
import type { Topology } from './topology.ts';

/**
 * Whether nodes that are away keep a pod from its place, and not only nodes that are reserved for others. The scheduler says
 * how many nodes had a taint, and since 1.35 no longer which (kubernetes pkg/scheduler/framework/plugins/tainttoleration).
 */
export function isHeldByAway({ message }: Pick<Fact, 'message'>, topology: Topology): boolean {
  let tainted = 0;
  for (const [, count, key] of message.matchAll(BARRED)) {
    if (key === undefined || key.startsWith('node.kubernetes.io/')) tainted += Number(count);
  }
  return tainted > topology.reservedNodes();
}

const BARRED = /(\d+) node\(s\) (?:were unschedulable|had (?:untolerated )?taints?(?:\(s\))?(?: \{([^:}]*))?)/g;
