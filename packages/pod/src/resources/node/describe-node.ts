import type { INode, IPod } from 'kubernetes-models/v1';
import { type EffectiveResources, effectiveLimits, effectiveRequests } from '../effective/effective-resources.ts';
import { type PodResources, podResources } from '../pod-resources.ts';
import { compareQuantities, milliUnits, type Quantity, wholeUnits, ZERO } from '../quantity/quantity.ts';
import { type BadField, isHugepages, type ResourceAmounts, readAmounts } from '../resource-amounts.ts';
import { addUp } from './add-up.ts';
import type { KubectlRules, StatusUse } from './kubectl-rules.ts';

/**
 * What the sections "Non-terminated Pods" and "Allocated resources" of `kubectl describe node` say, as data.
 *
 * Pods that have ended, or that stand on another node, are left out. Source: staging/src/k8s.io/kubectl/pkg/describe/
 * describe.go@v1.36.2, describeNodeResource and getPodsTotalRequestsAndLimits.
 *
 * @example
 * describeNode(node, pods, kubectlRulesFor(28)).totals; // without sidecars
 * describeNode(node, pods, KUBECTL_AS_IT_SHOULD).totals;
 */
export function describeNode(node: INode, pods: readonly IPod[], kubectl: KubectlRules): NodeDescription {
  const problems: BadField[] = [];
  const allocatable = allocatableOf(node, (bad) => problems.push(bad));
  const counted = pods
    .filter((pod) => isCounted(pod, node))
    .map((pod) => countPod(podResources(pod, kubectl.reading), kubectl));
  const requests = addUp(counted.map((pod) => ({ amounts: pod.inTotal.requests, count: 1 })));
  const limits = addUp(counted.map((pod) => ({ amounts: pod.inTotal.limits, count: 1 })));
  return {
    rows: counted.map((pod) => rowOf(pod, allocatable)),
    totals: namesOf(allocatable).map((resource): TotalRow => {
      const whole = isPercented(resource) ? (allocatable.get(resource) ?? ZERO) : undefined;
      return {
        resource,
        requests: cellOf(requests.get(resource) ?? ZERO, resource, whole),
        limits: cellOf(limits.get(resource) ?? ZERO, resource, whole),
      };
    }),
    disagreements: counted.flatMap(disagreementsOf),
    problems: [...problems, ...counted.flatMap((pod) => pod.resources.problems)],
  };
}

/** The numbers of the two sections. */
export interface NodeDescription {
  readonly rows: readonly PodRow[];
  readonly totals: readonly TotalRow[];
  /** Where a pod's row shows another amount than the totals were made of: a resize is under way. */
  readonly disagreements: readonly Disagreement[];
  readonly problems: readonly BadField[];
}

/** One pod's row. */
export interface PodRow {
  readonly namespace: string;
  readonly name: string;
  readonly cpuRequests: Cell;
  readonly cpuLimits: Cell;
  readonly memoryRequests: Cell;
  readonly memoryLimits: Cell;
}

/** One resource's row under "Allocated resources". */
export interface TotalRow {
  readonly resource: string;
  readonly requests: Cell;
  readonly limits: Cell;
}

/** An amount and, for the resources that have one, its part of what can be allocated. */
export interface Cell {
  readonly amount: Quantity;
  /** Cut off, not rounded; undefined without a percentage; NaN or infinite where nothing can be allocated. */
  readonly percent: number | undefined;
}

/** A row and the totals tell different stories about one pod. */
export interface Disagreement {
  readonly namespace: string;
  readonly name: string;
  readonly resource: string;
  readonly field: 'requests' | 'limits';
  readonly inRow: Quantity;
  readonly inTotal: Quantity;
}

function allocatableOf({ status }: INode, report: (bad: BadField) => void): ResourceAmounts {
  const allocatable = readAmounts(status?.allocatable, 'status.allocatable', report);
  return allocatable.size > 0 ? allocatable : readAmounts(status?.capacity, 'status.capacity', report);
}

function isCounted({ spec, status }: IPod, node: INode): boolean {
  const hasEnded = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return !hasEnded && (spec?.nodeName === undefined || spec.nodeName === node.metadata?.name);
}

interface CountedPod {
  readonly resources: PodResources;
  readonly namespace: string;
  readonly name: string;
  readonly inRow: Counts;
  readonly inTotal: Counts;
}

interface Counts {
  readonly requests: EffectiveResources;
  readonly limits: EffectiveResources;
}

function countPod(resources: PodResources, kubectl: KubectlRules): CountedPod {
  const { metadata } = resources.pod;
  return {
    resources,
    namespace: metadata?.namespace ?? 'default',
    name: metadata?.name ?? '',
    inRow: countsOf(resources, kubectl.rows),
    inTotal: countsOf(resources, kubectl.totals),
  };
}

function countsOf(resources: PodResources, use: StatusUse): Counts {
  return {
    requests: effectiveRequests(resources, { withStatus: use.requests }),
    limits: effectiveLimits(resources, { withStatus: use.limits }),
  };
}

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];

/** The three standard resources, then what the node has of huge pages, then its extended resources. */
function namesOf(allocatable: ResourceAmounts): readonly string[] {
  const others = [...allocatable.keys()].filter((name) => !STANDARD.includes(name) && name !== 'pods').sort();
  return [...STANDARD, ...others.filter(isHugepages), ...others.filter((name) => !isHugepages(name))];
}

function isPercented(resource: string): boolean {
  return STANDARD.includes(resource) || isHugepages(resource);
}

/** Totals guard against an empty node; the rows below do not. */
function cellOf(amount: Quantity, resource: string, whole: Quantity | undefined): Cell {
  if (whole === undefined) return { amount, percent: undefined };
  return { amount, percent: whole.nanos === 0n ? 0 : percentOf(amount, whole, resource) };
}

function rowOf({ namespace, name, inRow }: CountedPod, allocatable: ResourceAmounts): PodRow {
  const cell = (field: keyof Counts, resource: string): Cell => {
    const amount = inRow[field].get(resource)?.total ?? ZERO;
    return { amount, percent: percentOf(amount, allocatable.get(resource) ?? ZERO, resource) };
  };
  return {
    namespace,
    name,
    cpuRequests: cell('requests', 'cpu'),
    cpuLimits: cell('limits', 'cpu'),
    memoryRequests: cell('requests', 'memory'),
    memoryLimits: cell('limits', 'memory'),
  };
}

/** In floating point and cut off, as upstream does it: 290m of 1 is 28 %, not 29 %. */
function percentOf(part: Quantity, whole: Quantity, resource: string): number {
  const count = resource === 'cpu' ? milliUnits : wholeUnits;
  return Math.trunc((Number(count(part)) / Number(count(whole))) * 100);
}

function disagreementsOf(pod: CountedPod): readonly Disagreement[] {
  return (['requests', 'limits'] as const).flatMap((field) => {
    const names = new Set([...pod.inRow[field].keys(), ...pod.inTotal[field].keys()]);
    return [...names].flatMap((resource): Disagreement[] => {
      const inRow = pod.inRow[field].get(resource)?.total ?? ZERO;
      const inTotal = pod.inTotal[field].get(resource)?.total ?? ZERO;
      if (compareQuantities(inRow, inTotal) === 0) return [];
      return [{ namespace: pod.namespace, name: pod.name, resource, field, inRow, inTotal }];
    });
  });
}
