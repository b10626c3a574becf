import type { Policy, Scorer, Situation } from '../policy.ts';

/** A scorer that has to hear where requests go. */
export interface HearingScorer {
  readonly scorer: Scorer;
  readonly sent: NonNullable<Policy['sent']>;
}

/**
 * A prompt that nobody holds goes where such a one went the longest ago, so that caches grow alike: never 1, the last one 0.
 * Where somebody holds a part of it, all are alike, 0.5.
 *
 * Source: llm-d-router ebab687 scorer/nohitlru/no_hit_lru.go.
 *
 * @param most so many servers are remembered
 */
export function noHitLruScorer(most = 1024): HearingScorer {
  /** The one that was used the longest ago first. */
  const used = new Set<string>();
  return {
    scorer(situation, kept) {
      if (!isCold(situation, kept)) return kept.map(() => 0.5);
      if (kept.length === 1) return [1];
      const places = new Map([...used].map((address, place) => [address, place]));
      const addressAt = (place: number) => situation.candidates[place]?.endpoint.address ?? '';
      const never = kept.filter((place) => !used.has(addressAt(place)));
      return kept.map((place) => {
        const at = places.get(addressAt(place));
        const rank = at === undefined ? never.indexOf(place) : never.length + at;
        return Math.max(0, 1 - rank / (kept.length - 1));
      });
    },
    sent(situation, place) {
      const address = situation.candidates[place]?.endpoint.address;
      if (address === undefined || !isCold(situation, [...situation.candidates.keys()])) return;
      used.delete(address);
      used.add(address);
      if (used.size > most) used.delete(used.values().next().value as string);
    },
  };
}

function isCold({ cached }: Situation, kept: readonly number[]): boolean {
  return kept.every((place) => (cached[place] ?? 0) === 0);
}
