/** A condition of a workload's status. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
  readonly lastTransitionTime?: string | undefined;
  readonly lastUpdateTime?: string | undefined;
}

/** The condition of that type. */
export function conditionOf<C extends Condition>(conditions: readonly C[] | undefined, type: string): C | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** Without the condition of that type. */
export function withoutCondition<C extends Condition>(
  conditions: readonly C[] | undefined,
  type: string,
): readonly C[] {
  return conditions?.filter((condition) => condition.type !== type) ?? [];
}

/**
 * With this condition in the last place, unless there is one of the same type, status and reason. A condition whose status
 * stays keeps its time of transition (pkg/controller/deployment/util SetDeploymentCondition@1.36 and its siblings).
 */
export function withCondition<C extends Condition>(conditions: readonly C[] | undefined, next: C): readonly C[] {
  const known = conditionOf(conditions, next.type);
  if (known && known.status === next.status && known.reason === next.reason) return conditions ?? [];
  const kept = known?.status === next.status ? { ...next, lastTransitionTime: known.lastTransitionTime } : next;
  return [...withoutCondition(conditions, next.type), kept];
}
