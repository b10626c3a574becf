import type { LabelSelector } from '../object/matches-selector.ts';
import { isUsableSelector } from '../object/matches-selector.ts';

/** A label selector as text: `app=web,tier in (a,b),!old`; `none` stands for one that selects everything (LabelSelectorAsSelector@1.36). */
export function printSelector(
  selector: LabelSelector | undefined,
  { none = '<none>', bad = '<error>' }: { readonly none?: string; readonly bad?: string } = {},
): string {
  if (!isUsableSelector(selector)) return bad;
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  const requirements = [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, text: `${key}=${value ?? ''}` })),
    ...matchExpressions.map(({ key = '', operator, values = [] }) => {
      const list = `(${values.toSorted().join(',')})`;
      const texts: Readonly<Record<string, string>> = {
        In: `${key} in ${list}`,
        NotIn: `${key} notin ${list}`,
        Exists: key,
        DoesNotExist: `!${key}`,
      };
      return { key, text: texts[operator ?? ''] ?? '' };
    }),
  ];
  const sorted = requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  // What selects nothing at all, because there is no selector, has no text either.
  return sorted.map(({ text }) => text).join(',') || none;
}
