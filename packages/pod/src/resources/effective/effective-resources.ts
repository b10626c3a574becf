import type { ContainerResources, PodResources } from '../pod-resources.ts';
import { addQuantities, compareQuantities, type Quantity, sumQuantities, ZERO } from '../quantity/quantity.ts';
import { isPodLevelResource } from '../resource-amounts.ts';
import { type AmountSource, asWritten, containerInForce, type InForce, podLevelInForce } from './amounts-in-force.ts';

/**
 * What the scheduler, the kubelet's admission and quotas count a pod's requests for, per resource, and why.
 *
 * All containers that run for good count together; an ordinary init container counts beside the sidecars declared before
 * it; the larger of the two decides, `spec.resources` overrules both, and the overhead is added.
 * Source: component-helpers/resource/helpers.go@v1.36.2, PodRequests; until 1.31 pkg/api/v1/resource/helpers.go.
 *
 * @example
 * const cpu = effectiveRequests(podResources(pod, rules)).get('cpu');
 * cpu?.decidedBy; // 'init': an init container needs more than the app and its sidecars
 */
export function effectiveRequests(resources: PodResources, options: EffectiveOptions = {}): EffectiveResources {
  const totals = withPodLevel(containerTotals(resources, 'requests', options), 'requests', { resources, options });
  if (options.withoutOverhead) return totals;
  const withOverhead = new Map(totals);
  for (const [name, overhead] of resources.overhead) {
    withOverhead.set(name, addOverhead(totals.get(name), overhead));
  }
  return withOverhead;
}

/** The same for limits; a pod's overhead raises only the limits that exist and are not zero (PodLimits). */
export function effectiveLimits(resources: PodResources, options: EffectiveOptions = {}): EffectiveResources {
  const totals = withPodLevel(containerTotals(resources, 'limits', options), 'limits', { resources, options });
  if (options.withoutOverhead) return totals;
  const withOverhead = new Map(totals);
  for (const [name, overhead] of resources.overhead) {
    const limit = totals.get(name);
    if (limit && limit.total.nanos !== 0n) withOverhead.set(name, addOverhead(limit, overhead));
  }
  return withOverhead;
}

/** How to count. */
export interface EffectiveOptions {
  /** Also count what the status says about a resize under way, as the scheduler does (`UseStatusResources`). */
  readonly withStatus?: boolean;
  readonly withoutOverhead?: boolean;
}

/** Per resource what a pod counts for. */
export type EffectiveResources = ReadonlyMap<string, EffectiveAmount>;

/** What a pod counts for, with everything that was weighed. */
export interface EffectiveAmount {
  readonly total: Quantity;
  /** The containers that run for good, one init container, or `spec.resources`. */
  readonly decidedBy: 'steady' | 'init' | 'pod';
  /** All main containers and sidecars together. */
  readonly steady: { readonly sum: Quantity; readonly shares: readonly Share[] };
  /** What each ordinary init container needs while it runs, in their order. */
  readonly moments: readonly InitMoment[];
  /** The moment that needs most, the first of equals; it decides when it needs more than the steady state. */
  readonly peak: InitMoment | undefined;
  readonly podLevel: Quantity | undefined;
  readonly overhead: Quantity | undefined;
}

/** One container's part of a sum. */
export interface Share {
  readonly container: string;
  readonly kind: ContainerResources['kind'];
  readonly amount: Quantity;
  readonly source: AmountSource;
}

/** The time in which one ordinary init container runs. */
export interface InitMoment {
  readonly own: Share;
  /** The sidecars declared before it, which run already. */
  readonly beside: readonly Share[];
  readonly sum: Quantity;
}

const NOTHING: EffectiveAmount = {
  total: ZERO,
  decidedBy: 'steady',
  steady: { sum: ZERO, shares: [] },
  moments: [],
  peak: undefined,
  podLevel: undefined,
  overhead: undefined,
};

type Field = 'requests' | 'limits';

/** What the containers alone count for (AggregateContainerRequests, AggregateContainerLimits). */
export function containerTotals(
  resources: PodResources,
  field: Field,
  options: EffectiveOptions = {},
): EffectiveResources {
  const parts = resources.containers.map((container) => ({
    container,
    amounts: options.withStatus ? containerInForce(container, field, resources) : asWritten(container[field]),
  }));
  const names = new Set(parts.flatMap(({ amounts }) => [...amounts.keys()]));
  return new Map([...names].map((name) => [name, weigh(sharesOf(name, parts))]));
}

interface Part {
  readonly container: ContainerResources;
  readonly amounts: InForce;
}

function sharesOf(name: string, parts: readonly Part[]): readonly Share[] {
  return parts.flatMap(({ container, amounts }) => {
    const found = amounts.get(name);
    return found ? [{ container: container.name, kind: container.kind, ...found }] : [];
  });
}

function weigh(shares: readonly Share[]): EffectiveAmount {
  const sidecars = shares.filter((share) => share.kind === 'sidecar');
  const steadyShares = [...shares.filter((share) => share.kind === 'main'), ...sidecars];
  const steady = { sum: sumOf(steadyShares), shares: steadyShares };
  const moments = momentsOf(shares);
  const peak = moments.reduce<InitMoment | undefined>(largerMoment, undefined);
  const initDecides = peak && (steadyShares.length === 0 || compareQuantities(peak.sum, steady.sum) > 0);
  return {
    ...NOTHING,
    total: initDecides ? peak.sum : steady.sum,
    decidedBy: initDecides ? 'init' : 'steady',
    steady,
    moments,
    peak,
  };
}

function momentsOf(shares: readonly Share[]): readonly InitMoment[] {
  return shares.flatMap((own, i) => {
    if (own.kind !== 'init') return [];
    const beside = shares.slice(0, i).filter((share) => share.kind === 'sidecar');
    return [{ own, beside, sum: sumOf([own, ...beside]) }];
  });
}

function largerMoment(a: InitMoment | undefined, b: InitMoment): InitMoment {
  return a && compareQuantities(b.sum, a.sum) <= 0 ? a : b;
}

function sumOf(shares: readonly Share[]): Quantity {
  return sumQuantities(shares.map((share) => share.amount));
}

interface Counting {
  readonly resources: PodResources;
  readonly options: EffectiveOptions;
}

function withPodLevel(totals: EffectiveResources, field: Field, { resources, options }: Counting): EffectiveResources {
  const { podLevel } = resources;
  if (!podLevel) return totals;
  const inForce = options.withStatus ? podLevelInForce(podLevel, field, resources) : asWritten(podLevel[field]);
  const overruled = new Map(totals);
  for (const name of podLevel[field].keys()) {
    if (!isPodLevelResource(name, resources.rules)) continue;
    const amount = inForce.get(name)?.amount ?? ZERO;
    overruled.set(name, { ...(totals.get(name) ?? NOTHING), total: amount, decidedBy: 'pod', podLevel: amount });
  }
  return overruled;
}

function addOverhead(effective: EffectiveAmount | undefined, overhead: Quantity): EffectiveAmount {
  if (!effective) return { ...NOTHING, total: overhead, overhead };
  return { ...effective, total: addQuantities(effective.total, overhead), overhead };
}
