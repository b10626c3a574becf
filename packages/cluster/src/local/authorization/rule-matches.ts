import type { RequestInfo, ResourceRequest } from '../request/request-info.ts';
import type { PolicyRule } from '../resource/rbac/rbac-rules.ts';

/** Whether a rule allows what is asked for (pkg/apis/rbac/v1/evaluation_helpers.go@1.36). */
export function ruleAllows(rule: PolicyRule, info: RequestInfo): boolean {
  if (!holds(rule.verbs, info.verb)) return false;
  if (!info.isResource) return (rule.nonResourceURLs ?? []).some((pattern) => urlMatches(pattern, info.path));
  const { resourceNames = [] } = rule;
  return (
    holds(rule.apiGroups, info.group) &&
    resourceMatches(rule.resources ?? [], info) &&
    (resourceNames.length === 0 || resourceNames.includes(info.name))
  );
}

function holds(list: readonly string[] = [], item: string): boolean {
  return list.includes('*') || list.includes(item);
}

function resourceMatches(resources: readonly string[], { resource, subresource }: ResourceRequest): boolean {
  if (resources.includes('*')) return true;
  if (subresource === '') return resources.includes(resource);
  return resources.includes(`${resource}/${subresource}`) || resources.includes(`*/${subresource}`);
}

/** A path, or all that begin like one. */
export function urlMatches(pattern: string, path: string): boolean {
  if (pattern === '*' || pattern === path) return true;
  return pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, ''));
}
