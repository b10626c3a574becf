import { goQuote } from '@outrigger/pod';
import type { PolicyRule } from '../resource/rbac/rbac-rules.ts';
import { urlMatches } from './rule-matches.ts';

/** Which of the rules that somebody wants to give he does not have himself (component-helpers auth/rbac/validation Covers@1.36). */
export function missingRights(own: readonly PolicyRule[], wanted: readonly PolicyRule[]): readonly PolicyRule[] {
  return wanted.flatMap(brokenDown).filter((rule) => !own.some((one) => covers(one, rule)));
}

/** Rights as upstream tells them, those of one resource together. */
export function describeRights(rules: readonly PolicyRule[]): string {
  const together = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const key = JSON.stringify({ ...rule, verbs: [] });
    const before = together.get(key);
    together.set(
      key,
      before === undefined ? rule : { ...before, verbs: [...(before.verbs ?? []), ...(rule.verbs ?? [])] },
    );
  }
  return [...new Set([...together.values()].map(describe))].sort().join('\n');
}

/** A rule for every verb, group, resource and name. */
function brokenDown({
  verbs = [],
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule): readonly PolicyRule[] {
  const names = resourceNames.length === 0 ? [undefined] : resourceNames;
  return [
    ...apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.flatMap((verb) =>
          names.map((name) => ({
            verbs: [verb],
            apiGroups: [group],
            resources: [resource],
            ...(name !== undefined && { resourceNames: [name] }),
          })),
        ),
      ),
    ),
    ...nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ verbs: [verb], nonResourceURLs: [url] }))),
  ];
}

function covers(own: PolicyRule, wanted: PolicyRule): boolean {
  const has = (list: readonly string[] = [], items: readonly string[] = []): boolean => {
    return list.includes('*') || items.every((item) => list.includes(item));
  };
  const { resourceNames: names = [] } = own;
  const wantedNames = wanted.resourceNames ?? [];
  const [wantedResource = ''] = wanted.resources ?? [];
  const subresource = wantedResource.split('/')[1];
  const hasResource =
    has(own.resources, wanted.resources) ||
    (subresource !== undefined && (own.resources ?? []).includes(`*/${subresource}`));
  const hasNames = names.length === 0 || (wantedNames.length > 0 && wantedNames.every((name) => names.includes(name)));
  const hasUrls = (wanted.nonResourceURLs ?? []).every((url) =>
    (own.nonResourceURLs ?? []).some((pattern) => urlMatches(pattern, url)),
  );
  return has(own.verbs, wanted.verbs) && has(own.apiGroups, wanted.apiGroups) && hasResource && hasNames && hasUrls;
}

/** `{APIGroups:["apps"], Resources:["deployments"], Verbs:["get"]}` (pkg/apis/rbac/v1/helpers.go CompactString@1.36). */
function describe({ apiGroups, nonResourceURLs, resources, resourceNames, verbs }: PolicyRule): string {
  const part = (name: string, list: readonly string[] | undefined): readonly string[] => {
    return list?.length ? [`${name}:[${list.map(goQuote).join(' ')}]`] : [];
  };
  const parts = [
    ...part('APIGroups', apiGroups),
    ...part('NonResourceURLs', nonResourceURLs),
    ...part('Resources', resources),
    ...part('ResourceNames', resourceNames),
    ...part('Verbs', verbs),
  ];
  return `{${parts.join(', ')}}`;
}
