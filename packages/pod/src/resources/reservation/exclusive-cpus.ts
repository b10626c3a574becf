import type { ContainerResources, PodResources } from '../pod-resources.ts';
import { amountOnNode } from '../qos/amount-on-node.ts';
import { qosVerdict } from '../qos/qos-class.ts';
import { milliUnits, wholeUnits } from '../quantity/quantity.ts';
import type { CpuSupply, TopologySetting } from './node-supply.ts';
import { insistsOn, misaligned, passesNoAffinity, type Refusal, unexpected } from './refusal.ts';
import { isExpectedToEnd, mostTogether, runTogether } from './running-together.ts';
import { takeCpus } from './take-cpus.ts';

/**
 * Which CPUs the static policy of the CPU manager sets apart for each container of a pod, in the order of its turns.
 *
 * A container gets CPUs of its own when the pod is Guaranteed and it requests whole CPUs. What an ordinary init container
 * got is given again to those after it; what a sidecar got is kept, but only since 1.29: before that an app and its
 * sidecar are pinned to the same CPUs (`conflicts`).
 * Source: pkg/kubelet/cm/cpumanager/policy_static.go@v1.36.2, Allocate, updateCPUsToReuse, guaranteedCPUs; unaware
 * of sidecars in the same file@v1.28.3.
 */
export function reserveCpus(resources: PodResources, supply: CpuSupply, topology?: TopologySetting): CpuReservation {
  const asks = resources.containers.map((container) => askOf(container, resources));
  const podAsk = podAskOf(resources, asks);
  const cores = supply.cores ?? singleCores(asks);
  let free: ReadonlySet<number> = new Set(cores.flat());
  let reusable: ReadonlySet<number> = new Set();
  const shares: CpuShare[] = [];
  let refusal = insistsOn(topology, 'pod') && podAsk > free.size ? misaligned(undefined) : undefined;
  for (const [i, container] of resources.containers.entries()) {
    const { count, why } = asks[i] ?? NO_ASK;
    const assignable = free.union(reusable);
    const cpus = takeCpus(count, assignable, cores);
    if (cpus === undefined) {
      refusal ??= refuse(container.name, {
        count,
        available: assignable.size,
        counted: resources.rules.cpuShortageIsCounted,
        topology,
      });
      break;
    }
    shares.push({
      container: container.name,
      kind: container.kind,
      why,
      cpus,
      reused: cpus.filter((cpu) => reusable.has(cpu)),
    });
    const given = new Set(cpus);
    free = free.difference(given);
    reusable = isExpectedToEnd(container, resources.rules.managersKnowSidecars)
      ? reusable.union(given)
      : reusable.difference(given);
  }
  return { shares, podAsk, ...summary(shares, resources), refusal };
}

/** The CPUs of a pod. */
export interface CpuReservation {
  readonly shares: readonly CpuShare[];
  /** All CPUs that leave the shared pool for as long as the pod is on the node. */
  readonly reserved: readonly number[];
  /** Reserved CPUs that nobody uses once the pod is initialised: they stay booked to an init container that has ended. */
  readonly idle: readonly number[];
  /** CPUs given to two containers that run at the same time. */
  readonly conflicts: readonly CpuConflict[];
  /** How many CPUs the topology manager is asked for when its scope is the pod. */
  readonly podAsk: number;
  readonly refusal: Refusal | undefined;
}

/** One container's CPUs. */
export interface CpuShare {
  readonly container: string;
  readonly kind: ContainerResources['kind'];
  /** Empty when the container runs in the shared pool. */
  readonly cpus: readonly number[];
  /** Those of them that another init container of the pod had before. */
  readonly reused: readonly number[];
  readonly why: 'exclusive' | 'not-guaranteed' | 'no-request' | 'not-whole-cpus' | 'pod-level';
}

/** Two containers on the same CPUs at the same time. */
export interface CpuConflict {
  readonly containers: readonly [string, string];
  readonly cpus: readonly number[];
}

interface Ask {
  readonly count: number;
  readonly why: CpuShare['why'];
}

const NO_ASK: Ask = { count: 0, why: 'no-request' };

function askOf(container: ContainerResources, resources: PodResources): Ask {
  if (qosVerdict(resources).class !== 'Guaranteed') return { count: 0, why: 'not-guaranteed' };
  if (resources.podLevel && resources.rules.managersSkipPodLevel) return { count: 0, why: 'pod-level' };
  const request = amountOnNode(container, 'cpu', resources);
  if (!request || request.nanos === 0n) return NO_ASK;
  if (wholeUnits(request) * 1000n !== milliUnits(request)) return { count: 0, why: 'not-whole-cpus' };
  return { count: Number(wholeUnits(request)), why: 'exclusive' };
}

/** podGuaranteedCPUs: the most that run together, as far as this version knows who does. */
function podAskOf({ containers, rules }: PodResources, asks: readonly Ask[]): number {
  const counts = new Map(containers.map((c, i) => [c.name, BigInt(asks[i]?.count ?? 0)]));
  const seen = containers.map((c) =>
    isExpectedToEnd(c, rules.managersKnowSidecars) ? { ...c, kind: 'init' as const } : c,
  );
  return Number(mostTogether(seen, (c) => counts.get(c.name) ?? 0n));
}

/** No machine has more; without this a request of `1000Mi` CPUs would be counted out one by one. */
const MOST_CPUS = 8192;

function singleCores(asks: readonly Ask[]): readonly (readonly number[])[] {
  const wanted = asks.reduce((sum, { count }) => sum + count, 0);
  return Array.from({ length: Math.min(wanted, MOST_CPUS) }, (_, cpu) => [cpu]);
}

interface Shortage {
  readonly count: number;
  readonly available: number;
  readonly counted: boolean;
  readonly topology: TopologySetting | undefined;
}

/** With an affinity it takes what there is before it fails, so the message counts only the rest. */
function refuse(container: string, { count, available, counted, topology }: Shortage): Refusal {
  if (insistsOn(topology, 'container')) return misaligned(container);
  const [requested, left] = passesNoAffinity(topology) ? [count, available] : [count - available, 0];
  const numbers = counted ? `: requested=${requested}, available=${left}` : '';
  return unexpected('cpu', container, `not enough cpus available to satisfy request${numbers}`);
}

function summary(
  shares: readonly CpuShare[],
  { containers }: PodResources,
): Pick<CpuReservation, 'reserved' | 'idle' | 'conflicts'> {
  const reserved = [...new Set(shares.flatMap((share) => share.cpus))].sort((a, b) => a - b);
  const used = new Set(shares.filter((share) => share.kind !== 'init').flatMap((share) => share.cpus));
  const conflicts = shares.flatMap((a, i) =>
    shares.slice(i + 1).flatMap((b, j): CpuConflict[] => {
      const [first, second] = [containers[i], containers[i + 1 + j]];
      const cpus = a.cpus.filter((cpu) => b.cpus.includes(cpu));
      const together = first && second && runTogether(first, second);
      return together && cpus.length > 0 ? [{ containers: [a.container, b.container], cpus }] : [];
    }),
  );
  return { reserved, idle: reserved.filter((cpu) => !used.has(cpu)), conflicts };
}
