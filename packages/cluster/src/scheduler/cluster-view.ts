import type { INode, IPod } from 'kubernetes-models/v1';

/** A node and the pods that are bound to it, or about to be. */
export interface NodeWithPods {
  readonly node: INode;
  readonly pods: readonly IPod[];
}

/** What a filter looks at beside the pod and one node. */
export interface ClusterView {
  readonly nodes: readonly NodeWithPods[];
  /** Labels of a namespace, for selectors of namespaces. */
  readonly namespaceLabels: (name: string) => Readonly<Record<string, string>>;
}

/** Why a pod does not fit a node. */
export interface Misfit {
  /** As the real scheduler says it; a node short of several resources has several. */
  readonly reasons: readonly string[];
  /** Whether it might fit if some pods were not there (fwk.Unschedulable, not UnschedulableAndUnresolvable). */
  readonly isCurable: boolean;
}

/** Whether a pod fits a node; undefined when it does. */
export type Filter = (pod: IPod, node: NodeWithPods, cluster: ClusterView) => Misfit | undefined;

/** A misfit that no preemption cures. */
export function incurable(reason: string): Misfit {
  return { reasons: [reason], isCurable: false };
}

/** A misfit that would be none without some pods. */
export function curable(...reasons: readonly string[]): Misfit {
  return { reasons, isCurable: true };
}
