import { type LabelRequirement, meetsRequirement } from '@outrigger/manifest';
import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter } from '../policy.ts';

/** A label selector of Kubernetes: all of it must hold. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelRequirement[];
}

/** Keeps endpoints of pods that a selector selects; an address of a list has no labels (llm-d-router ebab687 filter/bylabel/selector.go). */
export function bySelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Filter {
  const wanted: readonly LabelRequirement[] = [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...matchExpressions,
  ];
  return ({ candidates }, kept) =>
    kept.filter((place) => {
      const labels = (candidates[place] as EndpointState).endpoint.pod?.labels ?? {};
      return wanted.every((requirement) => meetsRequirement(requirement, labels));
    });
}
