import type { ContainerResources, PodResources } from '../pod-resources.ts';
import { amountOnNode } from '../qos/amount-on-node.ts';
import { qosVerdict } from '../qos/qos-class.ts';
import { wholeUnits } from '../quantity/quantity.ts';
import { isHugepages } from '../resource-amounts.ts';
import type { MemorySupply, TopologySetting } from './node-supply.ts';
import { passesNoAffinity, type Refusal, unexpected } from './refusal.ts';
import { isExpectedToEnd, mostTogether } from './running-together.ts';

/**
 * How much memory, and how many huge pages, the static policy of the memory manager sets apart for each container.
 *
 * Only Guaranteed pods get any. What ordinary init containers were promised is promised again to those after them; what
 * a sidecar was promised is kept, but only since 1.29: before that a pod is booked for less than it uses (`shortfall`).
 * Source: pkg/kubelet/cm/memorymanager/policy_static.go@v1.35.6, Allocate, updatePodReusableMemory; unaware of sidecars
 * in the same file@v1.28.3.
 */
export function reserveMemory(
  resources: PodResources,
  supply: MemorySupply,
  topology?: TopologySetting,
): MemoryReservation {
  const { containers, rules } = resources;
  const isPinned = qosVerdict(resources).class === 'Guaranteed' && !(resources.podLevel && rules.managersSkipPodLevel);
  const shares: MemoryShare[] = [];
  const reusable = new Map<string, bigint>();
  const reserved = new Map<string, bigint>();
  let refusal: Refusal | undefined;
  for (const container of isPinned ? containers : []) {
    const asked = askedOf(container, resources);
    if (!fits(asked, { supply, reserved, reusable, topology })) {
      refusal = unexpected('memory', container.name, shortageText(topology));
      break;
    }
    const reused = mapAmounts(asked, (size, name) => smaller(size, reusable.get(name) ?? 0n));
    shares.push({ container: container.name, kind: container.kind, asked, reused });
    for (const [name, size] of asked) {
      reserved.set(name, (reserved.get(name) ?? 0n) + size - (reused.get(name) ?? 0n));
      reusable.set(
        name,
        reusableAfter(size, reusable.get(name) ?? 0n, isExpectedToEnd(container, rules.managersKnowSidecars)),
      );
    }
  }
  return {
    shares,
    reserved,
    shortfall: shortfallOf(shares, reserved, resources),
    podAsk: isPinned ? podAskOf(resources) : new Map(),
    refusal,
  };
}

/** Bytes by resource name: `memory`, `hugepages-2Mi`. */
export type Bytes = ReadonlyMap<string, bigint>;

/** The memory of a pod. */
export interface MemoryReservation {
  /** Empty when the pod is not Guaranteed, or has `spec.resources` under a version that leaves such pods alone. */
  readonly shares: readonly MemoryShare[];
  /** What is taken from the node for the pod. */
  readonly reserved: Bytes;
  /** What containers that run together were promised beyond what was reserved; empty when all is well. */
  readonly shortfall: Bytes;
  /** What the topology manager is asked for when its scope is the pod; only resources that some main container requests. */
  readonly podAsk: Bytes;
  readonly refusal: Refusal | undefined;
}

/** One container's memory. */
export interface MemoryShare {
  readonly container: string;
  readonly kind: ContainerResources['kind'];
  readonly asked: Bytes;
  /** The part of it that earlier init containers had. */
  readonly reused: Bytes;
}

function askedOf(container: ContainerResources, resources: PodResources): Bytes {
  const asked = new Map<string, bigint>();
  for (const name of container.requests.keys()) {
    const amount = amountOnNode(container, name, resources);
    if (amount && (name === 'memory' || isHugepages(name))) asked.set(name, wholeUnits(amount));
  }
  return asked;
}

interface Room {
  readonly supply: MemorySupply;
  readonly reserved: Bytes;
  readonly reusable: Bytes;
  readonly topology: TopologySetting | undefined;
}

function fits(asked: Bytes, { supply, reserved, reusable, topology }: Room): boolean {
  // Without a NUMA node from the topology manager it looks for one by what is asked, and finds none when that is nothing.
  if (asked.size === 0) return !passesNoAffinity(topology);
  const { free } = supply;
  return (
    !free ||
    [...asked].every(([name, size]) => {
      const left = (free.get(name) ?? 0n) - (reserved.get(name) ?? 0n);
      return left + (reusable.get(name) ?? 0n) >= size;
    })
  );
}

/** Too little memory is no hint at all rather than a bad one, so the topology manager never refuses for memory. */
function shortageText(topology: TopologySetting | undefined): string {
  return passesNoAffinity(topology)
    ? '[memorymanager] failed to get the default NUMA affinity, no NUMA nodes with enough memory is available'
    : '[memorymanager] failed to find NUMA nodes to extend the current topology hint';
}

function reusableAfter(size: bigint, reusable: bigint, endsBeforeNext: boolean): bigint {
  if (endsBeforeNext) return size > reusable ? size : reusable;
  return reusable - smaller(size, reusable);
}

function shortfallOf(shares: readonly MemoryShare[], reserved: Bytes, { containers }: PodResources): Bytes {
  const asked = new Map(shares.map((share) => [share.container, share.asked]));
  const short = mapAmounts(
    reserved,
    (size, name) => mostTogether(containers, (c) => asked.get(c.name)?.get(name) ?? 0n) - size,
  );
  return new Map([...short].filter(([, size]) => size > 0n));
}

/** getPodRequestedResources, with its habit of forgetting what no main container requests. */
function podAskOf(resources: PodResources): Bytes {
  const { containers, rules } = resources;
  const seen = containers.map((c) =>
    isExpectedToEnd(c, rules.managersKnowSidecars) ? { ...c, kind: 'init' as const } : c,
  );
  const asked = new Map(containers.map((c) => [c.name, askedOf(c, resources)]));
  const names = containers.filter((c) => c.kind === 'main').flatMap((c) => [...(asked.get(c.name)?.keys() ?? [])]);
  return new Map(names.map((name) => [name, mostTogether(seen, (c) => asked.get(c.name)?.get(name) ?? 0n)]));
}

function mapAmounts(amounts: Bytes, change: (size: bigint, name: string) => bigint): Bytes {
  return new Map([...amounts].map(([name, size]) => [name, change(size, name)]));
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
