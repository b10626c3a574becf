import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter } from '../policy.ts';

/** Which values of a label fit. */
export interface LabelWanted {
  readonly label: string;
  readonly values: readonly string[];
  /** Does an endpoint without the label fit? */
  readonly allowsNone: boolean;
}

/** Keeps endpoints of pods whose label says so (llm-d-router ebab687 filter/bylabel/filter.go). */
export function byLabel({ label, values, allowsNone }: LabelWanted): Filter {
  const wanted = new Set(values);
  return ({ candidates }, kept) =>
    kept.filter((place) => {
      const value = (candidates[place] as EndpointState).endpoint.pod?.labels[label];
      return value === undefined ? allowsNone : wanted.has(value);
    });
}

/** Which servers may take which stage of a disaggregated pool, by the label `llm-d.ai/role` (filter/bylabel/roles.go). */
export const ROLES: { readonly [Role in 'decode' | 'prefill' | 'encode']: LabelWanted } = {
  /** A server that says nothing of its role decodes. */
  decode: role(['decode', 'prefill-decode', 'both', 'encode-prefill-decode'], true),
  prefill: role(['prefill', 'encode-prefill', 'prefill-decode', 'both', 'encode-prefill-decode'], false),
  encode: role(['encode', 'encode-prefill', 'encode-prefill-decode'], false),
};

function role(values: readonly string[], allowsNone: boolean): LabelWanted {
  return { label: 'llm-d.ai/role', values, allowsNone };
}
