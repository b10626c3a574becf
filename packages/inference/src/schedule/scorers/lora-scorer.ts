import type { EndpointState } from '../../endpoint-state.ts';
import type { Scorer } from '../policy.ts';

/** Adapter loaded 1, room for it 0.8, being loaded 0.6, else 0 (llm-d-router scorer/loraaffinity, read at ebab687). */
export const loraScorer: Scorer = ({ request, candidates }, kept) =>
  kept.map((place) => {
    const adapters = (candidates[place] as EndpointState).measured?.adapters;
    if (!adapters) return 0;
    if (adapters.running.includes(request.target)) return 1;
    if (adapters.running.length + adapters.waiting.length < adapters.max) return 0.8;
    return adapters.waiting.includes(request.target) ? 0.6 : 0;
  });
