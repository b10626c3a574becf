import { type LabelSelector, matchesSelector } from '../object/matches-selector.ts';
import type { AdmissionAttempt } from '../world.ts';

/** What a webhook or a policy is about (admissionregistration/v1 MatchResources). */
export interface Matching {
  readonly resourceRules?: readonly MatchRule[];
  readonly excludeResourceRules?: readonly MatchRule[];
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
}

export interface MatchRule {
  readonly operations?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly scope?: string;
}

/** Whether an attempt is one of those (apiserver pkg/admission/plugin/webhook/predicates and policy/matching@1.36). */
export function matches(attempt: AdmissionAttempt, matching: Matching, hasDefaultRules = false): boolean {
  const { resourceRules, excludeResourceRules = [], namespaceSelector = {}, objectSelector = {} } = matching;
  if (excludeResourceRules.some((rule) => ruleMatches(attempt, rule))) return false;
  const isRuled = resourceRules === undefined || resourceRules.length === 0 ? hasDefaultRules : undefined;
  if (!(isRuled ?? resourceRules?.some((rule) => ruleMatches(attempt, rule)))) return false;
  return inNamespaces(attempt, namespaceSelector) && isSelected(attempt, objectSelector);
}

function ruleMatches({ operation, resource, context, name }: AdmissionAttempt, rule: MatchRule): boolean {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], resourceNames = [], scope = '*' } = rule;
  const holds = (list: readonly string[], item: string): boolean => list.includes('*') || list.includes(item);
  const { subresource } = context;
  const whole = subresource === '' ? resource.plural : `${resource.plural}/${subresource}`;
  const isResource = resources.some((pattern) => {
    if (pattern === '*/*' || pattern === whole) return true;
    const [plural, part] = pattern.split('/');
    if (part === undefined) return plural === '*' && subresource === '';
    return (plural === '*' || plural === resource.plural) && (part === '*' || part === subresource);
  });
  const isPlace = scope === '*' || (scope === 'Namespaced') === resource.isNamespaced;
  return (
    holds(operations, operation.toUpperCase()) &&
    holds(apiGroups, resource.group) &&
    holds(apiVersions, resource.version) &&
    isResource &&
    isPlace &&
    (resourceNames.length === 0 || resourceNames.includes(name))
  );
}

/** What has no namespace is in all of them; a namespace is in itself. */
function inNamespaces(
  { resource, context, namespace, object, name }: AdmissionAttempt,
  selector: LabelSelector,
): boolean {
  const isNamespace = resource.group === '' && resource.plural === 'namespaces';
  if (!resource.isNamespaced && !isNamespace) return true;
  const own = isNamespace
    ? (object.metadata ?? context.read('namespaces', name)?.metadata)
    : context.read('namespaces', namespace)?.metadata;
  return matchesSelector(selector, own?.labels ?? {});
}

function isSelected({ operation, object, old }: AdmissionAttempt, selector: LabelSelector): boolean {
  const isNow = operation !== 'delete' && matchesSelector(selector, object.metadata?.labels ?? {});
  return isNow || (old !== undefined && matchesSelector(selector, old.metadata?.labels ?? {}));
}
