import type { EndpointState } from '../../endpoint-state.ts';
import type { Filter } from '../policy.ts';

/** A label selector of Kubernetes: all of it must hold. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelExpression[];
}

/** What is asked of one label. */
export interface LabelExpression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

/** Keeps endpoints of pods that a selector selects; an address of a list has no labels (llm-d-router ebab687 filter/bylabel/selector.go). */
export function bySelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Filter {
  const wanted = [
    ...Object.entries(matchLabels).map(([key, value]): LabelExpression => ({ key, operator: 'In', values: [value] })),
    ...matchExpressions,
  ];
  return ({ candidates }, kept) =>
    kept.filter((place) => {
      const labels = (candidates[place] as EndpointState).endpoint.pod?.labels ?? {};
      return wanted.every((expression) => holds(expression, labels[expression.key]));
    });
}

function holds({ operator, values = [] }: LabelExpression, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}
