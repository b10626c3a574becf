import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter } from '../policy.ts';

/**
 * Prefers servers that have the adapter, and now and then one with room for it, so that a busy adapter spreads.
 *
 * Source: gateway-api-inference-extension v0.3.0 pkg/epp/scheduling/filter.go: loRASoftAffinityFilterFunc.
 */
export function loraAffinity(chance: number): Filter {
  return ({ request, candidates, random }, kept) => {
    const having: number[] = [];
    const roomy: number[] = [];
    for (const place of kept) {
      const adapters = (candidates[place] as EndpointState).measured?.adapters;
      const active = adapters ? adapters.running.length + adapters.waiting.length : 0;
      if (adapters?.running.includes(request.target) || adapters?.waiting.includes(request.target)) having.push(place);
      else if (active < (adapters?.max ?? 0)) roomy.push(place);
    }
    if (having.length > 0 && roomy.length > 0) return random() < chance ? having : roomy;
    return having.length > 0 ? having : roomy;
  };
}
