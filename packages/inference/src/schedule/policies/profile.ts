import type { Filter, Picker, Policy, Scorer, Situation } from '../policy.ts';

/** Filters, then the weighted sum of scores, then a picker: the shape of upstream's scheduling profiles (proposal 0845). */
export interface Profile {
  readonly name: string;
  readonly filters?: readonly { readonly name: string; readonly filter: Filter }[];
  readonly scorers: readonly { readonly name: string; readonly scorer: Scorer; readonly weight: number }[];
  readonly picker: Picker;
}

/**
 * A policy of a profile. Where a filter leaves nothing no other is asked, and the request is refused, as upstream
 * (llm-d-router ebab687 pkg/epp/scheduling/scheduler_profile.go: Run): a label that says "prefill" is no wish.
 */
export function profilePolicy({ name, filters = [], scorers, picker }: Profile): Policy {
  return {
    name,
    choose(situation) {
      let kept: readonly number[] = situation.candidates.map((_, place) => place);
      for (const each of filters) {
        const fitting = each.filter(situation, kept);
        situation.tell?.({ by: each.name, kept: fitting });
        if (fitting.length === 0) return { refused: 'none-fits' };
        kept = fitting;
      }
      return { chosen: picker(situation, kept, totals(scorers, situation, kept)) };
    },
  };
}

function totals(scorers: Profile['scorers'], situation: Situation, kept: readonly number[]): readonly number[] {
  const sums = new Array<number>(kept.length).fill(0);
  for (const { name, scorer, weight } of scorers) {
    const scores = scorer(situation, kept);
    situation.tell?.({ by: name, weight, kept, scores });
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + weight * clamped(scores[i] as number);
  }
  return sums;
}

/** A scorer of the user's own may say anything. */
function clamped(score: number): number {
  return score >= 0 ? Math.min(1, score) : 0;
}
