import type { EndpointState } from '../endpoint-state.ts';
import type { Policy, Situation } from './policy.ts';

/**
 * The same policy; its choices tell the sum of the scores of each endpoint that is chosen, for a proxy that records them (llm-d-router ebab687
 * `--emit-endpoint-scores`). Being asked why takes longer than the choice.
 */
export function tellScores(policy: Policy): Policy {
  return {
    ...policy,
    choose(situation) {
      const sums = new Map<number, number>();
      const choice = policy.choose({
        ...situation,
        tell(reason) {
          situation.tell?.(reason);
          if (!('scores' in reason)) return;
          for (const [at, place] of reason.kept.entries())
            sums.set(place, (sums.get(place) ?? 0) + reason.weight * (reason.scores[at] ?? 0));
        },
      });
      if ('refused' in choice || sums.size === 0) return choice;
      const told = choice.chosen.map((place) => [addressAt(situation, place), sums.get(place) ?? 0] as const);
      return { ...choice, scores: Object.fromEntries(told) };
    },
  };
}

function addressAt({ candidates }: Situation, place: number): string {
  return (candidates[place] as EndpointState).endpoint.address;
}
