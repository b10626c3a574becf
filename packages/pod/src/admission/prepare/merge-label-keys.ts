import type { IPod } from 'kubernetes-models/v1';
import type { ApiServer } from '../api-server.ts';
import type { Draft } from '../draft.ts';
import type { LabelKeys } from '../validate/label-keys.ts';
import { changeAt } from './field-pattern.ts';

type Pod = Draft<IPod>;

/**
 * A pod in whose selectors the values of its own labels have been written, where they are asked for by key
 * (mutatePodAffinity and mutateTopologySpreadConstraints in pkg/registry/core/pod/strategy.go@1.36.2).
 */
export function mergeLabelKeys(pod: Pod, { gates }: ApiServer): Pod {
  const merge = (term: unknown) => mergeKeys(term as LabelKeys, pod.metadata?.labels ?? {});
  let merged = pod;
  if (gates.MatchLabelKeysInPodAffinity === true) {
    for (const pattern of affinityTerms) merged = changeAt(merged, pattern, merge);
  }
  if (
    gates.MatchLabelKeysInPodTopologySpread === true &&
    gates.MatchLabelKeysInPodTopologySpreadSelectorMerge === true
  ) {
    merged = changeAt(merged, 'spec.topologySpreadConstraints[*]', merge);
  }
  return merged;
}

const affinityTerms = [
  'spec.affinity.{podAffinity,podAntiAffinity}.requiredDuringSchedulingIgnoredDuringExecution[*]',
  'spec.affinity.{podAffinity,podAntiAffinity}.preferredDuringSchedulingIgnoredDuringExecution[*].podAffinityTerm',
];

function mergeKeys(term: LabelKeys, labels: { readonly [key: string]: string | undefined }): LabelKeys {
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = term;
  if (!labelSelector) return term;
  const added = [
    ...matchLabelKeys.map((key) => ({ key, operator: 'In' })),
    ...mismatchLabelKeys.map((key) => ({ key, operator: 'NotIn' })),
  ].flatMap(({ key, operator }) => {
    const value = labels[key];
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
  if (added.length === 0) return term;
  const matchExpressions = [...(labelSelector.matchExpressions ?? []), ...added];
  return { ...term, labelSelector: { ...labelSelector, matchExpressions } };
}
