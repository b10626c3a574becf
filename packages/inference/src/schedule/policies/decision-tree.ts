import { hasRoom, queueBelow } from '../filters/has-room.ts';
import { leastKvUsage, leastQueue } from '../filters/least.ts';
import { loraAffinity } from '../filters/lora-affinity.ts';
import type { Filter, Policy, Situation } from '../policy.ts';

/** Limits of the tree; upstream reads them from the environment. */
export interface TreeLimits {
  readonly kvCacheThreshold: number;
  readonly queueThresholdCritical: number;
  readonly queuingThresholdLora: number;
  readonly loraAffinityThreshold: number;
}

/** Upstream's, at v0.3.0. */
export const TREE_LIMITS: TreeLimits = {
  kvCacheThreshold: 0.8,
  queueThresholdCritical: 5,
  queuingThresholdLora: 128,
  loraAffinityThreshold: 0.999,
};

/**
 * The tree of filters that the article describes: critical requests go where the queue is short and the adapter loaded,
 * others only where there is room, and are refused where there is none.
 *
 * Source: gateway-api-inference-extension v0.3.0 pkg/epp/scheduling/{scheduler,filter}.go.
 */
export function decisionTree(limits: TreeLimits = TREE_LIMITS): Policy {
  const affinity = named('lora affinity', loraAffinity(limits.loraAffinityThreshold));
  const queue = named('least queue', leastQueue);
  const kv = named('least kv cache', leastKvUsage);
  const lowLatency = node(
    named('low queue', queueBelow(limits.queuingThresholdLora)),
    chain(affinity, queue, kv),
    chain(queue, affinity, kv),
  );
  const sheddable = node(
    named('has room', hasRoom(limits.queueThresholdCritical, limits.kvCacheThreshold)),
    chain(queue, affinity, kv),
    () => [],
  );
  return {
    name: 'decision-tree',
    choose(situation) {
      const all = situation.candidates.map((_, place) => place);
      const kept = (situation.request.priority > 0 ? lowLatency : sheddable)(situation, all);
      if (kept.length === 0) return { refused: 'saturated' };
      return { chosen: [kept[Math.floor(situation.random() * kept.length)] as number] };
    },
  };
}

/** The tree of v0.4.0: one for all requests; who may be refused is decided before, by saturation. */
export function decisionTreeOf040(limits: TreeLimits = TREE_LIMITS): Policy {
  const tree = decisionTree(limits);
  return {
    name: 'decision-tree-v0.4.0',
    choose: (situation) => tree.choose({ ...situation, request: { ...situation.request, priority: 1 } }),
  };
}

interface NamedFilter {
  readonly name: string;
  readonly filter: Filter;
}

function named(name: string, filter: Filter): NamedFilter {
  return { name, filter };
}

/** What fits goes on one way; when nothing fits, all go on the other (filter.go: filterChainImpl). */
function node(first: NamedFilter, onSuccess: Filter, onFailure: Filter): Filter {
  return (situation, kept) => {
    const fitting = apply(first, situation, kept);
    return fitting.length > 0 ? onSuccess(situation, fitting) : onFailure(situation, kept);
  };
}

/** Each filter narrows what the one before left; one that nothing fits is passed over. */
function chain(...filters: readonly NamedFilter[]): Filter {
  return (situation, kept) =>
    filters.reduce((left, filter) => {
      const fitting = apply(filter, situation, left);
      return fitting.length > 0 ? fitting : left;
    }, kept);
}

function apply({ name, filter }: NamedFilter, situation: Situation, kept: readonly number[]): readonly number[] {
  const fitting = filter(situation, kept);
  situation.tell?.({ by: name, kept: fitting });
  return fitting;
}
