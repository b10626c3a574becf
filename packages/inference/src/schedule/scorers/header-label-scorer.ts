import type { EndpointState } from '../../endpoint-state.ts';
import type { Scorer } from '../policy.ts';

/** Endpoints of pods whose label is what a header of the request says, 1; others 0 (llm-d-router ebab687 scorer/headerlabelaffinity). */
export function headerLabelScorer(header: string, label: string): Scorer {
  const name = header.toLowerCase();
  return ({ request, candidates }, kept) => {
    const wanted = request.headers?.get(name);
    return kept.map((place) => {
      const value = (candidates[place] as EndpointState).endpoint.pod?.labels[label];
      return wanted !== undefined && wanted !== '' && value === wanted ? 1 : 0;
    });
  };
}
