import type { IPod } from 'kubernetes-models/v1';
import { containerTotals } from '../effective/effective-resources.ts';
import type { ContainerResources, PodResources } from '../pod-resources.ts';
import { type Quantity, wholeUnits } from '../quantity/quantity.ts';
import { isPodLevelResource } from '../resource-amounts.ts';
import { amountOnNode } from './amount-on-node.ts';
import { qosVerdict } from './qos-class.ts';

/**
 * The `oom_score_adj` of each container: the higher, the sooner the kernel kills it when the node runs out of memory.
 *
 * Source: pkg/kubelet/qos/policy.go@v1.36.2, GetContainerOOMScoreAdjust. A sidecar is treated no worse than the smallest
 * main container since 1.32 (k/k#111356, PR #128029; in the tree of v1.32.1).
 *
 * @param memoryCapacity The node's memory in bytes, above zero.
 * @example
 * oomScores(podResources(pod, rules), 8_000_000_000n).get('proxy')?.score; // 875
 */
export function oomScores(resources: PodResources, memoryCapacity: bigint): ReadonlyMap<string, OomScore> {
  if (memoryCapacity <= 0n) throw new RangeError('the memory capacity of a node is above zero');
  const fixed = fixedScore(resources);
  const share = resources.podLevel ? shareOfUnclaimed(resources) : 0n;
  const mains = resources.containers.filter((c) => c.kind === 'main').map((c) => memoryRequest(c, resources));
  const smallestMain = mains.reduce((a, b) => (b < a ? b : a), mains[0] ?? 0n);
  return new Map(
    resources.containers.map((container) => {
      if (fixed) return [container.name, fixed];
      const own = memoryRequest(container, resources) + share;
      const lifted = resources.rules.sidecarOomMinimum && container.kind === 'sidecar' && smallestMain + share > own;
      const counted = lifted ? smallestMain + share : own;
      const score = withinBurstable(1000n - (1000n * counted) / memoryCapacity);
      return [container.name, { score, decidedBy: lifted ? 'smallest-main' : 'own-request', countedBytes: counted }];
    }),
  );
}

/** A container's score and what decided it. */
export interface OomScore {
  /** From -997, killed last, to 1000, killed first. */
  readonly score: number;
  readonly decidedBy: 'node-critical' | 'guaranteed' | 'best-effort' | 'own-request' | 'smallest-main';
  /** The memory request that the score was computed from, in bytes; 0 where it does not count. */
  readonly countedBytes: bigint;
}

const PROTECTED = -997;
const UNPROTECTED = 1000;

function fixedScore(resources: PodResources): OomScore | undefined {
  if (isNodeCritical(resources.pod)) return { score: PROTECTED, decidedBy: 'node-critical', countedBytes: 0n };
  const { class: qos } = qosVerdict(resources);
  if (qos === 'Guaranteed') return { score: PROTECTED, decidedBy: 'guaranteed', countedBytes: 0n };
  if (qos === 'BestEffort') return { score: UNPROTECTED, decidedBy: 'best-effort', countedBytes: 0n };
  return undefined;
}

/** Burstable stays above what a Guaranteed container could reach and below BestEffort. */
function withinBurstable(score: bigint): number {
  const lowest = 1000 + PROTECTED;
  return Math.min(Math.max(Number(score), lowest), UNPROTECTED - 1);
}

function memoryRequest(container: ContainerResources, resources: PodResources): bigint {
  return bytes(amountOnNode(container, 'memory', resources));
}

/** What `spec.resources` requests beyond its containers, in equal parts for each of them (remainingPodMemReqPerContainer). */
function shareOfUnclaimed(resources: PodResources): bigint {
  const { podLevel, containers, rules } = resources;
  const isSet = [...(podLevel?.requests.keys() ?? [])].some((name) => isPodLevelResource(name, rules));
  const requested = bytes(podLevel?.requests.get('memory'));
  if (!isSet || requested === 0n) return 0n;
  const claimed = bytes(containerTotals(resources, 'requests').get('memory')?.total);
  return (requested - claimed) / BigInt(containers.length);
}

function bytes(amount: Quantity | undefined): bigint {
  return amount ? wholeUnits(amount) : 0n;
}

const SYSTEM_CRITICAL_PRIORITY = 2_000_000_000;

/** pkg/kubelet/types/pod_update.go: IsNodeCriticalPod. A manifest has no priority yet; its class will give it one. */
function isNodeCritical({ metadata, spec }: IPod): boolean {
  if (spec?.priorityClassName !== 'system-node-critical') return false;
  const source = metadata?.annotations?.['kubernetes.io/config.source'];
  const isStatic = source !== undefined && source !== 'api';
  const isMirror = metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined;
  return isStatic || isMirror || (spec.priority ?? SYSTEM_CRITICAL_PRIORITY) >= SYSTEM_CRITICAL_PRIORITY;
}
