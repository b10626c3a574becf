import { prefixAffinity } from '../filters/prefix-affinity.ts';
import { maxScore } from '../pickers.ts';
import type { Policy } from '../policy.ts';
import { activeRequestScorer, tokenLoadScorer } from '../scorers/load-scorers.ts';
import { profilePolicy } from './profile.ts';

/** How long a request stays with the server that holds its prompt. */
export interface StickyLimits {
  /** The part of the prompt that a server must hold to be preferred. */
  readonly affinity: number;
  /**
   * How many prompt tokens more than elsewhere a server may have to compute: prefill tokens a second, times the seconds of TTFT
   * one would give for the cache.
   */
  readonly releaseAt: number;
  /** What decides among the rest: tokens where prefill is the bottleneck, requests where decode is. */
  readonly spread: 'tokens' | 'requests';
}

/** Upstream's for Qwen3-32B on H100, TP2: 20,480 tokens a second, 14 s (llm-d blog of 2026-08-17). */
export const STICKY_LIMITS: StickyLimits = { affinity: 0.8, releaseAt: 20_480 * 14, spread: 'tokens' };

/** "Sticky until saturated": where the prompt is, unless all those are loaded too far; else the least loaded. */
export function sticky(limits: Partial<StickyLimits> = {}): Policy {
  const { affinity, releaseAt, spread } = { ...STICKY_LIMITS, ...limits };
  return profilePolicy({
    name: 'sticky',
    filters: [{ name: 'prefix-cache-affinity-filter', filter: prefixAffinity(affinity, releaseAt) }],
    scorers: [
      spread === 'tokens'
        ? { name: 'token-load-scorer', scorer: tokenLoadScorer(), weight: 1 }
        : { name: 'active-request-scorer', scorer: activeRequestScorer(), weight: 1 },
    ],
    picker: maxScore(),
  });
}
