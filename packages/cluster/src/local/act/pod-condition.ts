import type { ApiObject } from '../object/api-object.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastProbeTime?: string | null;
  readonly lastTransitionTime?: string | null;
}

/** A pod with a condition; its time is that of its last change (podutil.UpdatePodCondition@1.36). */
export function withCondition(pod: ApiObject, condition: Condition, now: Date): ApiObject {
  const status = (pod.status ?? {}) as { readonly conditions?: readonly Condition[] };
  const { conditions = [] } = status;
  const before = conditions.find(({ type }) => type === condition.type);
  const since =
    before?.status === condition.status
      ? (before.lastTransitionTime ?? null)
      : now.toISOString().replace(/\.\d+Z$/, 'Z');
  const { type, ...rest } = condition;
  const next = { type, lastProbeTime: null, lastTransitionTime: since, ...rest };
  const others = before ? conditions.map((one) => (one === before ? next : one)) : [...conditions, next];
  return { ...pod, status: { ...status, conditions: others } };
}
