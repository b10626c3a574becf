import { maxScore } from '../pickers.ts';
import type { Policy } from '../policy.ts';
import { kvCacheScorer, queueScorer } from '../scorers/load-scorers.ts';
import { loraScorer } from '../scorers/lora-scorer.ts';
import { prefixScorer } from '../scorers/prefix-scorer.ts';
import { profilePolicy } from './profile.ts';

/** Weights of upstream's built-in configuration (llm-d-router pkg/epp/config/loader/defaults.go, read at ebab687). */
export const DEFAULT_WEIGHTS = { queue: 2, kvCache: 2, prefix: 3, lora: 0 } as const;

/** Upstream's default: queue, key-value cache and prefix, summed by weight. */
export function weighted(weights: Partial<Record<keyof typeof DEFAULT_WEIGHTS, number>> = {}): Policy {
  const { queue, kvCache, prefix, lora } = { ...DEFAULT_WEIGHTS, ...weights };
  return profilePolicy({
    name: 'weighted',
    scorers: [
      { name: 'queue-scorer', scorer: queueScorer, weight: queue },
      { name: 'kv-cache-utilization-scorer', scorer: kvCacheScorer, weight: kvCache },
      { name: 'prefix-cache-scorer', scorer: prefixScorer(), weight: prefix },
      { name: 'lora-affinity-scorer', scorer: loraScorer, weight: lora },
    ].filter(({ weight }) => weight !== 0),
    picker: maxScore(),
  });
}
