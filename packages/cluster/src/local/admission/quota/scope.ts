import { podResources, qosVerdict, resourceRulesFor } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { specOf } from '../../resource/core/pods/validate-pod-change.ts';
import { SERVER } from '../../resource/rules/collect-errors.ts';

interface Requirement {
  readonly scopeName?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** Whether a quota is about an object: its scopes are about pods only (podMatchesScopeFunc in pkg/quota/v1@1.36). */
export function isInScope(quota: ApiObject, bucket: string, object: ApiObject): boolean {
  const { scopes = [], scopeSelector } = (quota.spec ?? {}) as {
    readonly scopes?: readonly string[];
    readonly scopeSelector?: { readonly matchExpressions?: readonly Requirement[] };
  };
  const requirements = [
    ...scopes.map((scopeName) => ({ scopeName, operator: 'Exists' })),
    ...(scopeSelector?.matchExpressions ?? []),
  ];
  if (requirements.length === 0) return true;
  return bucket === 'pods' && requirements.every((requirement) => meets(object, requirement));
}

function meets(pod: ApiObject, { scopeName, operator, values = [] }: Requirement): boolean {
  const spec = specOf(pod);
  const isTerminating = spec.activeDeadlineSeconds !== undefined && spec.activeDeadlineSeconds >= 0;
  switch (scopeName) {
    case 'Terminating':
      return isTerminating;
    case 'NotTerminating':
      return !isTerminating;
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'PriorityClass':
      return meetsClass(spec.priorityClassName ?? '', operator, values);
    case 'CrossNamespacePodAffinity':
      return crossesNamespaces(spec);
    default:
      return false;
  }
}

function meetsClass(name: string, operator: string | undefined, values: readonly string[]): boolean {
  if (operator === 'In') return values.includes(name);
  if (operator === 'NotIn') return !values.includes(name);
  return operator === 'DoesNotExist' ? name === '' : name !== '';
}

function isBestEffort(pod: ApiObject): boolean {
  const { status: _, ...plain } = pod;
  const resources = podResources(plain as unknown as IPod, resourceRulesFor(SERVER.minor, 0, SERVER.gates));
  return qosVerdict(resources).class === 'BestEffort';
}

function crossesNamespaces({ affinity }: ReturnType<typeof specOf>): boolean {
  const terms = [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap((kind) => [
    ...(kind?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(kind?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm = {} }) => podAffinityTerm),
  ]);
  return terms.some(
    ({ namespaces = [], namespaceSelector }) => namespaces.length > 0 || namespaceSelector !== undefined,
  );
}
