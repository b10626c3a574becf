import type { Asked, PodResources } from '../pod-resources.ts';
import type { Quantity } from '../quantity/quantity.ts';

/**
 * A pod's quality of service class and what keeps it from being Guaranteed.
 *
 * Every container counts, ordinary init containers and sidecars too; a sidecar without limits makes the whole pod
 * Burstable. Where `spec.resources` is set it alone decides. Source: pkg/apis/core/v1/helper/qos/qos.go@v1.36.2,
 * ComputePodQOS; since 1.29 a class recorded in the status is taken as it is (GetPodQOS).
 *
 * @example
 * qosVerdict(podResources(pod, rules)).obstacles; // [{ container: 'proxy', resource: 'memory', problem: 'no-limit', … }]
 */
export function qosVerdict(resources: PodResources): QosVerdict {
  const { pod, rules, podLevel } = resources;
  const computed = classOf(resources);
  const recorded = rules.recordedQos ? (pod.status?.qosClass as QosClass | undefined) : undefined;
  return {
    class: recorded ?? computed,
    decidedBy: recorded ? 'status' : podLevel ? 'pod' : 'containers',
    obstacles: computed === 'Guaranteed' ? [] : obstaclesOf(resources),
  };
}

/** The three classes. */
export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** A class with its reason. */
export interface QosVerdict {
  readonly class: QosClass;
  readonly decidedBy: 'status' | 'pod' | 'containers';
  /** What the spec lacks for Guaranteed; empty when it lacks nothing. */
  readonly obstacles: readonly QosObstacle[];
}

/** One reason why a pod is not Guaranteed. */
export interface QosObstacle {
  /** The container; undefined for `spec.resources`. */
  readonly container: string | undefined;
  readonly kind: 'init' | 'sidecar' | 'main' | 'pod';
  readonly resource: 'cpu' | 'memory';
  readonly problem: 'no-limit' | 'no-request' | 'request-below-limit';
}

const COMPUTE = ['cpu', 'memory'] as const;

function classOf({ podLevel, containers }: PodResources): QosClass {
  const parts: readonly Asked[] = podLevel ? [podLevel] : containers;
  const requests = positiveSums(parts.map((part) => part.requests));
  const limits = positiveSums(parts.map((part) => part.limits));
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  // `spec.resources` without any limit is not asked for both, but fails the comparison below.
  const bound = parts.filter((part) => !podLevel || part.limits.size > 0);
  const allLimited = bound.every((part) => COMPUTE.every((name) => isPositive(part.limits.get(name))));
  const allEqual = [...requests].every(([name, sum]) => limits.get(name) === sum);
  return allLimited && allEqual && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}

/** Sums of what is above zero, in billionths. */
function positiveSums(lists: readonly Asked['requests'][]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const list of lists) {
    for (const name of COMPUTE) {
      const amount = list.get(name);
      if (isPositive(amount)) sums.set(name, (sums.get(name) ?? 0n) + amount.nanos);
    }
  }
  return sums;
}

function obstaclesOf({ podLevel, containers }: PodResources): readonly QosObstacle[] {
  if (podLevel) return obstaclesIn(podLevel, { container: undefined, kind: 'pod' });
  return containers.flatMap((c) => obstaclesIn(c, { container: c.name, kind: c.kind }));
}

function obstaclesIn(asked: Asked, place: Pick<QosObstacle, 'container' | 'kind'>): readonly QosObstacle[] {
  return COMPUTE.flatMap((resource) => {
    const problem = problemOf(asked.requests.get(resource), asked.limits.get(resource));
    return problem ? [{ ...place, resource, problem }] : [];
  });
}

function problemOf(request: Quantity | undefined, limit: Quantity | undefined): QosObstacle['problem'] | undefined {
  if (!isPositive(limit)) return 'no-limit';
  if (!isPositive(request)) return 'no-request';
  return request.nanos === limit.nanos ? undefined : 'request-below-limit';
}

function isPositive(amount: Quantity | undefined): amount is Quantity {
  return amount !== undefined && amount.nanos > 0n;
}
