import { forbidden, type Refusal, refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { type LabelSelector, matchesSelector } from '../object/matches-selector.ts';
import type { Call } from '../world.ts';
import { contextOf } from '../write/context.ts';

const BUCKET = 'poddisruptionbudgets.policy';

interface Status {
  readonly observedGeneration?: number;
  readonly disruptionsAllowed?: number;
  readonly currentHealthy?: number;
  readonly desiredHealthy?: number;
  readonly disruptedPods?: Readonly<Record<string, string>>;
  readonly conditions?: readonly {
    readonly type?: string;
    readonly status?: string;
    readonly reason?: string;
    readonly message?: string;
  }[];
}

/**
 * Takes one disruption from the budget of a pod, or throws 429 when none is left; a pod with two budgets is answered with a
 * status (checkAndDecrement in pkg/registry/core/pod/storage/eviction.go@1.36).
 */
export function spendBudget(
  pod: ApiObject,
  { call, isDryRun }: { readonly call: Call; readonly isDryRun: boolean },
): object | undefined {
  const { namespace = '', name = '', labels } = pod.metadata ?? {};
  const { world } = call;
  const budgets = contextOf(call)
    .list(BUCKET, namespace)
    .filter((budget) => isMeant(budget, labels));
  const [budget, ...more] = budgets;
  if (more.length > 0) return TWO_BUDGETS;
  if (budget === undefined || isUnhealthyAnyway(pod, budget)) return undefined;
  const status = (budget.status ?? {}) as Status;
  const problem = obstacle(budget, status);
  if (problem !== undefined) throw problem;
  if (isDryRun) return undefined;
  const time = world
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  const next = {
    ...status,
    ...(status.disruptionsAllowed === 1 && { conditions: withoutRoom(status, time) }),
    disruptionsAllowed: (status.disruptionsAllowed ?? 0) - 1,
    disruptedPods: { ...status.disruptedPods, [name]: time },
  };
  world.store.put(BUCKET, `${namespace}/${budget.metadata?.name}`, { ...budget, status: next });
  return undefined;
}

/** UpdateDisruptionAllowedCondition in pkg/apis/policy/util@1.36. */
function withoutRoom(
  { conditions = [], observedGeneration }: Status,
  lastTransitionTime: string,
): Status['conditions'] {
  const others = conditions.filter(({ type }) => type !== 'DisruptionAllowed');
  const known = conditions.find(({ type, status }) => type === 'DisruptionAllowed' && status === 'False');
  const condition = {
    type: 'DisruptionAllowed',
    status: 'False',
    ...(observedGeneration !== undefined && { observedGeneration }),
    lastTransitionTime,
    reason: 'InsufficientPods',
    message: '',
  };
  return [...others, known ?? condition];
}

const TWO_BUDGETS = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
  code: 500,
};

function isMeant({ spec }: ApiObject, labels: Readonly<Record<string, string>> | undefined): boolean {
  const { selector } = (spec ?? {}) as { readonly selector?: LabelSelector };
  return matchesSelector(selector, labels);
}

/** A pod that is not ready is nothing to be lost, if the budget says so or the others suffice. */
function isUnhealthyAnyway(pod: ApiObject, { spec, status }: ApiObject): boolean {
  const { conditions = [] } = (pod.status ?? {}) as Status;
  if (conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True')) return false;
  const { unhealthyPodEvictionPolicy: policy } = (spec ?? {}) as { readonly unhealthyPodEvictionPolicy?: string };
  const { currentHealthy = 0, desiredHealthy = 0 } = (status ?? {}) as Status;
  return policy === 'AlwaysAllow' || (currentHealthy >= desiredHealthy && desiredHealthy > 0);
}

function obstacle({ metadata }: ApiObject, status: Status): Refusal | undefined {
  const { name = '', generation = 0 } = metadata ?? {};
  const { observedGeneration = 0, disruptionsAllowed: allowed = 0, disruptedPods = {} } = status;
  const subject = { group: 'policy', plural: 'poddisruptionbudget' };
  if (observedGeneration < generation) {
    return tooMany(`The disruption budget ${name} is still being processed by the server.`, 10);
  }
  if (allowed < 0) return forbidden(subject, name, 'pdb disruptions allowed is negative');
  if (Object.keys(disruptedPods).length > 2000) {
    return forbidden(subject, name, 'DisruptedPods map too big - too many evictions not confirmed by PDB controller');
  }
  return allowed === 0 ? tooMany(whyNone(name, status), 0) : undefined;
}

function whyNone(name: string, { conditions = [], currentHealthy = 0, desiredHealthy = 0 }: Status): string {
  const condition = conditions.find(({ type }) => type === 'DisruptionAllowed');
  const { reason = '', message = '' } = condition?.status === 'False' ? condition : {};
  if (message !== '' && reason === 'SyncFailed') {
    return `The disruption budget ${name} does not allow evicting pods currently because it failed sync: ${message}`;
  }
  if (currentHealthy <= desiredHealthy) {
    return `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  }
  const plain = `The disruption budget ${name} does not allow evicting pods currently`;
  return message === '' ? plain : `${plain} (${reason}): ${message}`;
}

/** 429; a client is told when to come again only where that helps. */
function tooMany(message: string, seconds: number): Refusal {
  const details = {
    causes: [{ reason: 'DisruptionBudget', message }],
    ...(seconds > 0 && { retryAfterSeconds: seconds }),
  };
  const headers = seconds > 0 ? { 'retry-after': String(seconds) } : {};
  const why = "Cannot evict pod as it would violate the pod's disruption budget.";
  return refusal(429, 'TooManyRequests', why, details, headers);
}
