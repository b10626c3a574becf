import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { IPod } from 'kubernetes-models/v1';
import { isSame } from '../../local/object/is-same.ts';
import { matchesSelector } from '../../local/object/matches-selector.ts';
import type { Key, View } from '../controller.ts';
import { budgets, pods } from '../kinds.ts';
import { lookAgain, type Plan, say, updateStatus } from '../plan.ts';
import { conditionOf, withoutCondition } from '../read/condition.ts';
import { scaled } from '../read/int-or-percent.ts';
import { isReady } from '../read/pod.ts';
import { apiTime, timeOf } from '../read/time.ts';
import { expectedScale } from './expected-scale.ts';

type Status = NonNullable<IPodDisruptionBudget['status']>;

/** One look at one budget (pkg/controller/disruption/disruption.go trySync@1.36). */
export function* reconcileBudget(view: View, { namespace, name }: Key): Plan {
  const budget = view.get(budgets, namespace, name);
  if (budget === undefined) return;
  const selected = view
    .list(pods, namespace)
    .filter(({ metadata }) => matchesSelector(budget.spec?.selector, metadata?.labels));
  if (selected.length === 0) yield* say(budgets, budget, 'Normal', 'NoPods', 'No matching pods found');
  const wanted = wantedOf(view, budget, selected);
  if ('problem' in wanted) {
    const message = `Failed to calculate the number of expected pods: ${wanted.problem}`;
    yield* say(budgets, budget, 'Warning', 'CalculateExpectedPodCountFailed', message);
    return yield* failSafe(view, budget, wanted.problem);
  }
  if (wanted.hasUnmanaged) yield* say(budgets, budget, 'Warning', 'UnmanagedPods', unmanaged(budget));
  const { disrupted, recheckInMs } = yield* stillExpected(view, budget, selected);
  yield* write(view, budget, { ...wanted, selected, disrupted });
  if (recheckInMs !== undefined) yield* lookAgain(recheckInMs);
}

interface Wanted {
  readonly expected: number;
  readonly healthy: number;
  readonly hasUnmanaged: boolean;
}

function wantedOf(
  view: View,
  { spec }: IPodDisruptionBudget,
  selected: readonly IPod[],
): Wanted | { readonly problem: string } {
  const { maxUnavailable, minAvailable } = spec ?? {};
  if (maxUnavailable === undefined && typeof minAvailable === 'number') {
    return { expected: selected.length, healthy: minAvailable, hasUnmanaged: false };
  }
  if (maxUnavailable === undefined && minAvailable === undefined)
    return { expected: 0, healthy: 0, hasUnmanaged: false };
  const scale = expectedScale(view, selected);
  if ('problem' in scale) return scale;
  const { expected } = scale;
  const healthy =
    maxUnavailable === undefined
      ? scaled(minAvailable, expected, 'up')
      : Math.max(0, expected - scaled(maxUnavailable, expected, 'up'));
  return { ...scale, healthy };
}

/** Pods that were evicted but are not gone yet count as gone for two minutes (buildDisruptedPodMap@1.36). */
function* stillExpected(view: View, budget: IPodDisruptionBudget, selected: readonly IPod[]): Plan<Disrupted> {
  const disrupted: Record<string, string> = {};
  let recheckInMs: number | undefined;
  for (const pod of selected) {
    const { name = '', deletionTimestamp } = pod.metadata ?? {};
    const at = budget.status?.disruptedPods?.[name];
    if (deletionTimestamp !== undefined || at === undefined) continue;
    const left = (timeOf(at) ?? 0) + DELETION_TIMEOUT_MS - view.now;
    if (left < 0) {
      const { namespace } = budget.metadata ?? {};
      // Upstream says the namespace twice.
      const message = `Pod was expected by PDB ${namespace}/${namespace} to be deleted but it wasn't`;
      yield* say(pods, pod, 'Warning', 'NotDeleted', message);
      continue;
    }
    disrupted[name] = at;
    recheckInMs = Math.min(recheckInMs ?? left, left);
  }
  return { disrupted, recheckInMs };
}

const DELETION_TIMEOUT_MS = 120_000;

interface Disrupted {
  readonly disrupted: Record<string, string>;
  readonly recheckInMs: number | undefined;
}

function* write(
  view: View,
  budget: IPodDisruptionBudget,
  made: Wanted & { readonly selected: readonly IPod[]; readonly disrupted: Record<string, string> },
): Plan {
  const { selected, disrupted, healthy, expected } = made;
  const isGone = ({ metadata }: IPod): boolean =>
    metadata?.deletionTimestamp !== undefined || disrupted[metadata?.name ?? ''] !== undefined;
  const currentHealthy = selected.filter((pod) => !isGone(pod) && isReady(pod)).length;
  const disruptionsAllowed = expected <= 0 ? 0 : Math.max(0, currentHealthy - healthy);
  const { generation } = budget.metadata ?? {};
  const counts = { currentHealthy, desiredHealthy: healthy, expectedPods: expected, disruptionsAllowed };
  const status: Status = {
    ...counts,
    ...(Object.keys(disrupted).length > 0 && { disruptedPods: disrupted }),
    ...(generation !== undefined && { observedGeneration: generation }),
    conditions: [...conditions(view, budget, disruptionsAllowed, generation)],
  };
  if (!isSame(status, budget.status)) yield* updateStatus(budgets, { ...budget, status });
}

type Conditions = NonNullable<Status['conditions']>;

function conditions(view: View, budget: IPodDisruptionBudget, allowed: number, generation = 0): Conditions {
  return withAllowed(view, budget, {
    status: allowed > 0 ? 'True' : 'False',
    reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    observedGeneration: generation,
  });
}

/** A budget that cannot be worked out allows nothing. */
function* failSafe(view: View, budget: IPodDisruptionBudget, message: string): Plan {
  const { observedGeneration = 0 } = budget.status ?? {};
  const next = { status: 'False', reason: 'SyncFailed', message, observedGeneration } as const;
  const zero: Status = { currentHealthy: 0, desiredHealthy: 0, expectedPods: 0, disruptionsAllowed: 0 };
  const status: Status = {
    ...zero,
    ...budget.status,
    disruptionsAllowed: 0,
    conditions: [...withAllowed(view, budget, next)],
  };
  if (!isSame(status, budget.status)) yield* updateStatus(budgets, { ...budget, status });
}

type Told = Pick<Conditions[number], 'status' | 'reason' | 'message' | 'observedGeneration'>;

function withAllowed(view: View, { status }: IPodDisruptionBudget, next: Told): Conditions {
  const known = conditionOf(status?.conditions, 'DisruptionAllowed');
  const lastTransitionTime = known?.status === next.status ? known.lastTransitionTime : apiTime(view.now);
  const others = withoutCondition(status?.conditions, 'DisruptionAllowed');
  return [...others, { type: 'DisruptionAllowed', ...next, lastTransitionTime }];
}

function unmanaged({ spec }: IPodDisruptionBudget): string {
  const selector = JSON.stringify(spec?.selector);
  return `Pods selected by this PodDisruptionBudget (selector: ${selector}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`;
}
