import type { INamespace } from 'kubernetes-models/v1';
import { conditionOf } from '../read/condition.ts';
import { apiTime } from '../read/time.ts';
import type { Emptied } from './namespace-controller.ts';

type Conditions = NonNullable<NonNullable<INamespace['status']>['conditions']>;
type Condition = Conditions[number];

/**
 * What a namespace that is being deleted tells of its content; undefined when that is no news
 * (pkg/controller/namespace/deletion/status_condition_utils.go@1.36).
 */
export function namespaceConditions(
  known: Conditions | undefined,
  emptied: Emptied,
  now: number,
): readonly Condition[] | undefined {
  const wanted = [...GOOD, ...badOf(emptied)];
  let isNews = false;
  const conditions = GOOD.map(({ type }): Condition => {
    const next = wanted.findLast((condition) => condition.type === type) as Condition;
    const old = conditionOf(known, type);
    const isSame = old?.status === next.status && old.reason === next.reason && old.message === next.message;
    if (old && isSame) return old;
    isNews = true;
    const lastTransitionTime = old?.status === next.status ? old.lastTransitionTime : apiTime(now);
    return { ...next, ...(lastTransitionTime !== undefined && { lastTransitionTime }) };
  });
  return isNews ? conditions : undefined;
}

const GOOD: readonly Condition[] = [
  good('NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'),
  good(
    'NamespaceDeletionGroupVersionParsingFailure',
    'ParsedGroupVersions',
    'All legacy kube types successfully parsed',
  ),
  good(
    'NamespaceDeletionContentFailure',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ),
  good('NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'),
  good('NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'),
];

function good(type: string, reason: string, message: string): Condition {
  return { type, status: 'False', reason, message };
}

function badOf({ remaining, finalizers, failures }: Emptied): readonly Condition[] {
  const bad: Condition[] = [];
  if (failures.length > 0) {
    const said = failures.map(({ message }) => message).sort();
    bad.push({
      type: 'NamespaceDeletionContentFailure',
      status: 'True',
      reason: 'ContentDeletionFailed',
      message: `Failed to delete all resource types, ${failures.length} remaining: ${said.join(', ')}`,
    });
  }
  if (remaining.size > 0) {
    const said = [...remaining].map(([resource, count]) => `${resource} has ${count} resource instances`).sort();
    bad.push({
      type: 'NamespaceContentRemaining',
      status: 'True',
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${said.join(', ')}`,
    });
  }
  if (finalizers.size > 0) {
    const said = [...finalizers].map(([name, count]) => `${name} in ${count} resource instances`).sort();
    bad.push({
      type: 'NamespaceFinalizersRemaining',
      status: 'True',
      reason: 'SomeFinalizersRemain',
      message: `Some content in the namespace has finalizers remaining: ${said.join(', ')}`,
    });
  }
  return bad;
}
