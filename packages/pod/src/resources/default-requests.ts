import { containerTotals } from './effective/effective-resources.ts';
import type { Asked, PodLevelResources, PodResources } from './pod-resources.ts';
import { type Quantity, roundUpToMilli } from './quantity/quantity.ts';
import { isHugepages, isPodLevelResource, type ResourceAmounts } from './resource-amounts.ts';

/**
 * Fills in what the API server fills in: amounts are rounded up to thousandths, a container's missing requests become its
 * limits, and a partly written `spec.resources` is completed from the containers.
 *
 * Source: pkg/apis/core/v1/defaults.go@v1.36.2, SetDefaults_ResourceList, SetDefaults_Pod, defaultHugePagePodLimits and
 * defaultPodRequests.
 */
export function defaultRequests(written: PodResources): PodResources {
  const containers = written.containers.map(rounded).map((c) => ({ ...c, requests: fillIn(c.requests, c.limits) }));
  const resources = { ...written, containers, overhead: roundedAmounts(written.overhead) };
  return { ...resources, podLevel: written.podLevel && completePodLevel(rounded(written.podLevel), resources) };
}

function rounded<T extends Asked>(asked: T): T {
  return { ...asked, requests: roundedAmounts(asked.requests), limits: roundedAmounts(asked.limits) };
}

function roundedAmounts(amounts: ResourceAmounts): ResourceAmounts {
  return new Map([...amounts].map(([name, amount]) => [name, roundUpToMilli(amount)]));
}

/** The amounts of a list, and for names it lacks those of another. */
function fillIn(amounts: ResourceAmounts, others: ResourceAmounts): ResourceAmounts {
  return new Map([...amounts, ...[...others].filter(([name]) => !amounts.has(name))]);
}

function completePodLevel(podLevel: PodLevelResources, resources: PodResources): PodLevelResources {
  const limits = withHugepageLimits(podLevel, resources);
  return { ...podLevel, limits, requests: withPodRequests({ ...podLevel, limits }, resources) };
}

/** Huge pages cannot be overcommitted: the pod's limit is what its containers may use together. */
function withHugepageLimits({ requests, limits }: Asked, resources: PodResources): ResourceAmounts {
  const { podLevelHugepages } = resources.rules;
  if (podLevelHugepages === 'unsupported' || requests.size + limits.size === 0) return limits;
  const isLeftAlone = (name: string) => podLevelHugepages === 'limit-defaulted-unless-requested' && requests.has(name);
  return fillIn(
    limits,
    totalsOf(resources, 'limits', (name) => isHugepages(name) && !isLeftAlone(name)),
  );
}

/** With pod limits, missing pod requests are those of the containers, or the limits where no container asks for anything. */
function withPodRequests({ requests, limits }: Asked, resources: PodResources): ResourceAmounts {
  if (limits.size === 0) return requests;
  const ofContainers = totalsOf(resources, 'requests', (name) => name === 'cpu' || name === 'memory');
  const ofLimits = new Map([...limits].filter(([name]) => isPodLevelResource(name, resources.rules)));
  return fillIn(fillIn(requests, ofContainers), ofLimits);
}

function totalsOf(
  resources: PodResources,
  field: 'requests' | 'limits',
  isWanted: (name: string) => boolean,
): ReadonlyMap<string, Quantity> {
  const totals = [...containerTotals(resources, field)].filter(([name]) => isWanted(name));
  return new Map(totals.map(([name, { total }]) => [name, total]));
}
