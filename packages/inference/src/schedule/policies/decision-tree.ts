import { hasRoom, queueBelow } from '../filters/has-room.ts';
import { leastKvUsage, leastQueue } from '../filters/least.ts';
import { loraAffinity } from '../filters/lora-affinity.ts';
import type { Choice, Filter, Policy, Situation } from '../policy.ts';

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
  const affinity = named('lora affinity', loraAffinity(limits.loraAffinityThreshold, 'one set'));
  const lowLatency = lowLatencyTree(queueBelow(limits.queuingThresholdLora), affinity);
  const sheddable = node(
    named('has room', hasRoom(limits.queueThresholdCritical, limits.kvCacheThreshold)),
    chain(LEAST_QUEUE, affinity, LEAST_KV),
    () => [],
  );
  return {
    name: 'decision-tree',
    choose(situation) {
      const kept = (situation.request.priority > 0 ? lowLatency : sheddable)(situation, placesOf(situation));
      return kept.length === 0 ? { refused: 'saturated' } : anyOne(situation, kept);
    },
  };
}

/**
 * The tree of v0.4.0: one for all requests; who may be refused is decided before, by saturation.
 *
 * Source: gateway-api-inference-extension v0.4.0 pkg/epp/scheduling/scheduler.go: NewScheduler, framework/plugins/filter/.
 */
export function decisionTreeOf040(limits: TreeLimits = TREE_LIMITS): Policy {
  const affinity = named('lora affinity', loraAffinity(limits.loraAffinityThreshold, 'added'));
  const tree = lowLatencyTree(queueBelow(limits.queuingThresholdLora + 1), affinity);
  return {
    name: 'decision-tree-v0.4.0',
    choose: (situation) => anyOne(situation, tree(situation, placesOf(situation))),
  };
}

/** While queues are short the adapter goes first, else the queue. */
function lowLatencyTree(shortQueue: Filter, affinity: NamedFilter): Filter {
  return node(
    named('low queue', shortQueue),
    chain(affinity, LEAST_QUEUE, LEAST_KV),
    chain(LEAST_QUEUE, affinity, LEAST_KV),
  );
}

function placesOf({ candidates }: Situation): readonly number[] {
  return candidates.map((_, place) => place);
}

function anyOne({ random }: Situation, kept: readonly number[]): Choice {
  return { chosen: [kept[Math.floor(random() * kept.length)] as number] };
}

interface NamedFilter {
  readonly name: string;
  readonly filter: Filter;
}

function named(name: string, filter: Filter): NamedFilter {
  return { name, filter };
}

const LEAST_QUEUE = named('least queue', leastQueue);
const LEAST_KV = named('least kv cache', leastKvUsage);

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
