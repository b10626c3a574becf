import type { KubernetesObject, Workload } from '@outrigger/manifest';
import {
  addUp,
  describeNode,
  type EffectiveResources,
  effectiveLimits,
  effectiveRequests,
  type KubectlRules,
  type NodeDescription,
  podResources,
  type QosVerdict,
  qosVerdict,
  type ResourceAmounts,
} from '@outrigger/pod';
import type { INode, IPod } from 'kubernetes-models/v1';
import { type CountedPods, countPods } from './count-pods.ts';

/** What pods count for: each, together, and on their nodes; as it is and as kubectl shows it. */
export interface Account {
  readonly rows: readonly AccountRow[];
  readonly pods: number;
  readonly totals: Both<Amounts>;
  readonly nodes: readonly NodeAccount[];
}

/** A value by the rules of the scheduler and by those of a kubectl. */
export interface Both<T> {
  readonly real: T;
  readonly shown: T;
}

/** Requests and limits per resource. */
export interface Amounts {
  readonly requests: ResourceAmounts;
  readonly limits: ResourceAmounts;
}

/** The pods of one workload; the amounts are those of one pod. */
export interface AccountRow extends Both<EffectiveAmounts> {
  readonly workload: Workload;
  readonly count: number;
  readonly qos: QosVerdict;
}

/** Requests and limits per resource, with their reasons. */
export interface EffectiveAmounts {
  readonly requests: EffectiveResources;
  readonly limits: EffectiveResources;
}

/** What is allocated on a node. */
export interface NodeAccount extends Both<NodeDescription> {
  readonly name: string;
}

/** How the two ways of counting count. */
export type AccountRules = Both<KubectlRules>;

/** The account of workloads and nodes. */
export function accountFor(
  workloads: readonly Workload[],
  nodes: readonly KubernetesObject[],
  rules: AccountRules,
): Account {
  const counted = countPods(workloads, nodes.length);
  const rows = counted.map((pods) => rowOf(pods, rules));
  // A pod that waits for a node is on none.
  const placed = counted
    .filter(({ pod, count }) => count > 0 && pod.spec?.nodeName !== undefined)
    .map(({ pod }) => pod);
  return {
    rows,
    pods: rows.reduce((sum, { count }) => sum + count, 0),
    totals: { real: totalsOf(rows, 'real'), shown: totalsOf(rows, 'shown') },
    nodes: nodes.map((node) => nodeAccount(node, placed, rules)),
  };
}

function rowOf({ workload, pod, count }: CountedPods, rules: AccountRules): AccountRow {
  return {
    workload,
    count,
    qos: qosVerdict(podResources(pod, rules.real.reading)),
    real: amountsOf(pod, rules.real),
    shown: amountsOf(pod, rules.shown),
  };
}

function amountsOf(pod: IPod, { reading, totals }: KubectlRules): EffectiveAmounts {
  const resources = podResources(pod, reading);
  return {
    requests: effectiveRequests(resources, { withStatus: totals.requests }),
    limits: effectiveLimits(resources, { withStatus: totals.limits }),
  };
}

function totalsOf(rows: readonly AccountRow[], side: keyof Both<unknown>): Amounts {
  return {
    requests: addUp(rows.map((row) => ({ amounts: row[side].requests, count: row.count }))),
    limits: addUp(rows.map((row) => ({ amounts: row[side].limits, count: row.count }))),
  };
}

function nodeAccount(node: KubernetesObject, pods: readonly IPod[], { real, shown }: AccountRules): NodeAccount {
  const value = node.value as unknown as INode;
  return { name: node.name, real: describeNode(value, pods, real), shown: describeNode(value, pods, shown) };
}
