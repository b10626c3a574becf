import { type LabelRequirement, meetsRequirement } from '@outrigger/manifest';

/** A choice of objects by their labels (meta/v1 LabelSelector). */
export interface LabelSelector {
  readonly matchLabels?: { readonly [key: string]: string | undefined };
  readonly matchExpressions?: readonly LabelRequirement[];
}

/** Whether a selector takes these labels in; an empty one takes in all, an absent one none (LabelSelectorAsSelector@1.36). */
export function matchesSelector(
  selector: LabelSelector | undefined,
  labels: { readonly [key: string]: string | undefined } = {},
): boolean {
  if (selector === undefined) return false;
  const byLabels = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return byLabels && (selector.matchExpressions ?? []).every((requirement) => meetsRequirement(requirement, labels));
}

/** Whether a selector selects nothing in particular. */
export function isEmptySelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0;
}

/** Whether a selector can be used at all: every operator is one, with the values that it needs. */
export function isUsableSelector(selector: LabelSelector | undefined): boolean {
  return (selector?.matchExpressions ?? []).every(({ operator, values = [] }) => {
    if (operator === 'In' || operator === 'NotIn') return values.length > 0;
    return (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0;
  });
}
