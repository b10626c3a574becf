import { type Said, timeOf } from './synthesised.ts';
import type { WatchedObject } from './watched-object.ts';

/** Conditions of a node that are other than before; of one that is seen first, the bad ones. */
export function nodeConditions(node: WatchedObject, before: WatchedObject | undefined): readonly Said[] {
  const was = new Map(before?.status?.conditions?.map((condition) => [condition.type, condition.status]));
  return (node.status?.conditions ?? []).flatMap(({ type = '', status = '', reason, message, lastTransitionTime }) => {
    const isGood = status === (type === 'Ready' ? 'True' : 'False');
    const last = was.get(type);
    if (last === status || (last === undefined && isGood)) return [];
    const at = timeOf(lastTransitionTime);
    const text = `Condition ${type} is ${status}${reason === undefined ? '' : ` (${reason})`}${message ? `: ${message}` : ''}`;
    const key = `${type}/${status}/${at ?? ''}`;
    return [{ at, type: isGood ? 'Normal' : 'Warning', reason: 'NodeConditionChanged', message: text, key } as const];
  });
}

/** A Deployment whose rollout has just taken longer than it may. */
export function deploymentConditions(deployment: WatchedObject, before: WatchedObject | undefined): readonly Said[] {
  const exceeded = (object: WatchedObject | undefined) =>
    object?.status?.conditions?.find(
      ({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
    );
  const now = exceeded(deployment);
  if (now === undefined || exceeded(before) !== undefined) return [];
  const at = timeOf(now.lastTransitionTime);
  const message = now.message ?? 'The rollout has not come further within its deadline';
  return [{ at, type: 'Warning', reason: 'ProgressDeadlineExceeded', message, key: String(at ?? '') }];
}
