import type { Policy, Situation } from '../policy.ts';

/** When a prompt is computed on a server of its own (llm-d-router ebab687 disagg/prefix_based_pd_decider.go). */
export interface PrefillDecider {
  /** Tokens that the decode server does not hold, from which on it is worth it; 0 never does. */
  readonly nonCachedTokens: number;
  /** Shorter prompts are computed where they are decoded. */
  readonly promptTokens: number;
}

/** The header that tells the decode server's sidecar who computes the prompt (llm-d-router docs/disaggregation.md). */
export const PREFILL_HEADER = 'x-prefiller-host-port';

/**
 * Prefill and decode on servers of their own: where the answer is decoded is chosen first, then, if the decider says so, who
 * computes the prompt. Without a server for it the decode server does it itself, as upstream.
 *
 * Source: llm-d-router ebab687 pkg/epp/framework/plugins/scheduling/profilehandler/disagg/disagg_profile_handler.go.
 */
export function disaggregated(
  decode: Policy,
  prefill: Policy,
  { nonCachedTokens, promptTokens }: PrefillDecider = { nonCachedTokens: 16, promptTokens: 0 },
): Policy {
  const isWorthIt = ({ request, cached }: Situation, place: number) =>
    nonCachedTokens > 0 &&
    request.promptTokens >= promptTokens &&
    request.promptTokens - (cached[place] ?? 0) >= nonCachedTokens;
  return {
    name: `${decode.name}+${prefill.name}`,
    choose(situation) {
      const decoded = decode.choose(situation);
      if ('refused' in decoded || !isWorthIt(situation, decoded.chosen[0] as number)) return decoded;
      const { tell, ...silent } = situation;
      const prefilled = prefill.choose(silent);
      if ('refused' in prefilled) return decoded;
      const place = prefilled.chosen[0] as number;
      tell?.({ by: 'prefill', kept: [place] });
      const { address } = (situation.candidates[place] as Situation['candidates'][number]).endpoint;
      return { ...decoded, headers: [[PREFILL_HEADER, address]] };
    },
  };
}
