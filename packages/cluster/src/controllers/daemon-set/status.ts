import type { IDaemonSet } from 'kubernetes-models/apps/v1';
import { daemonSets } from '../kinds.ts';
import { isFailure, lookAgain, type Plan, read, updateStatus } from '../plan.ts';
import { isAvailable, isReady } from '../read/pod.ts';
import { HASH } from './daemon-revisions.ts';
import { placementOn } from './placement.ts';
import { byAge } from './plan-node.ts';
import type { DaemonLook } from './reconcile-daemon-set.ts';

type Status = NonNullable<IDaemonSet['status']>;

/** Writes on how many nodes there are daemons, when it is news (updateDaemonSetStatus@1.36). */
export function* writeDaemonStatus(look: DaemonLook): Plan {
  const { set } = look;
  const counts = count(look);
  const { generation = 0 } = set.metadata ?? {};
  const isOld = FIELDS.every((field) => (set.status?.[field] ?? 0) === counts[field]);
  if (!isOld || (set.status?.observedGeneration ?? 0) < generation) yield* write(set, counts, generation);
  const { minReadySeconds = 0 } = set.spec ?? {};
  if (minReadySeconds > 0 && counts.numberReady !== counts.numberAvailable) yield* lookAgain(minReadySeconds * 1000);
}

const FIELDS = [
  'desiredNumberScheduled',
  'currentNumberScheduled',
  'numberMisscheduled',
  'numberReady',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
] as const;

type Counts = Readonly<Record<(typeof FIELDS)[number], number>>;

function count({ set, view, nodes, daemons, hash }: DaemonLook): Counts {
  const counts = Object.fromEntries(FIELDS.map((field) => [field, 0])) as Record<(typeof FIELDS)[number], number>;
  for (const node of nodes) {
    const [pod] = daemons.get(node.metadata?.name ?? '')?.toSorted(byAge) ?? [];
    if (!placementOn(node, set).runs) {
      if (pod) counts.numberMisscheduled++;
      continue;
    }
    counts.desiredNumberScheduled++;
    if (pod === undefined) continue;
    counts.currentNumberScheduled++;
    if (isReady(pod)) counts.numberReady++;
    if (isAvailable(pod, set.spec?.minReadySeconds ?? 0, view.now)) counts.numberAvailable++;
    if (pod.metadata?.labels?.[HASH] === hash) counts.updatedNumberScheduled++;
  }
  counts.numberUnavailable = counts.desiredNumberScheduled - counts.numberAvailable;
  return counts;
}

/** Go leaves zeros of the last three out. */
function statusOf(known: Status | undefined, counts: Counts, generation: number): Status {
  const { updatedNumberScheduled, numberAvailable, numberUnavailable, ...always } = counts;
  const { conditions, collisionCount } = known ?? {};
  return {
    ...always,
    observedGeneration: generation,
    ...(updatedNumberScheduled > 0 && { updatedNumberScheduled }),
    ...(numberAvailable > 0 && { numberAvailable }),
    ...(numberUnavailable > 0 && { numberUnavailable }),
    ...(collisionCount !== undefined && { collisionCount }),
    ...(conditions && { conditions }),
  };
}

function* write(set: IDaemonSet, counts: Counts, generation: number): Plan {
  try {
    yield* updateStatus(daemonSets, { ...set, status: statusOf(set.status, counts, generation) });
  } catch (error) {
    if (!isFailure(error, 409)) throw error;
    const { namespace = '', name = '' } = set.metadata ?? {};
    const fresh = yield* read(daemonSets, { namespace, name });
    if (fresh) yield* updateStatus(daemonSets, { ...fresh, status: statusOf(fresh.status, counts, generation) });
  }
}
