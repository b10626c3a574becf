import type { Adapters, EndpointState } from '../../endpoint-state.ts';
import type { Filter } from '../policy.ts';

/**
 * Prefers servers that have the adapter, and now and then one with room for it, so that a busy adapter spreads.
 *
 * Source: gateway-api-inference-extension v0.3.0 pkg/epp/scheduling/filter.go: loRASoftAffinityFilter. Running and waiting
 * adapters are one set there (pkg/epp/backend/metrics/metrics.go), so that one in both takes one place; in v0.4.0 they are
 * two maps, and their sizes are added (framework/plugins/filter/lora_affinity_filter.go).
 */
export function loraAffinity(chance: number, places: 'one set' | 'added' = 'added'): Filter {
  return ({ request, candidates, random }, kept) => {
    const having: number[] = [];
    const roomy: number[] = [];
    for (const place of kept) {
      const adapters = (candidates[place] as EndpointState).measured?.adapters;
      const active = adapters ? placesTaken(adapters, places) : 0;
      if (adapters?.running.includes(request.target) || adapters?.waiting.includes(request.target)) having.push(place);
      else if (active < (adapters?.max ?? 0)) roomy.push(place);
    }
    if (having.length > 0 && roomy.length > 0) return random() < chance ? having : roomy;
    return having.length > 0 ? having : roomy;
  };
}

function placesTaken({ running, waiting }: Adapters, places: 'one set' | 'added'): number {
  if (places === 'added') return running.length + waiting.length;
  return running.length + waiting.filter((adapter) => !running.includes(adapter)).length;
}
