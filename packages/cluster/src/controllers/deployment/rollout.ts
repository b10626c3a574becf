import type { IDeployment, IReplicaSet } from 'kubernetes-models/apps/v1';
import { isSame } from '../../local/object/is-same.ts';
import type { View } from '../controller.ts';
import { deployments, replicaSets } from '../kinds.ts';
import { type Plan, update, updateStatus } from '../plan.ts';
import { conditionOf, withCondition } from '../read/condition.ts';
import { apiTime, timeOf } from '../read/time.ts';
import { annotationsOfNew, REVISION, revisionOf } from './annotations.ts';
import { createNew } from './create-new.ts';
import { hasDeadline } from './status.ts';

/** One look at a deployment, as far as it has come: what was written is in it. */
export interface Rollout {
  readonly view: View;
  deployment: IDeployment;
  /** The one with the deployment's template. */
  fresh: IReplicaSet | undefined;
  /** All others, oldest first. */
  old: readonly IReplicaSet[];
}

/** Whether a missing replica set is made. */
export const ROLLOUT = { findOnly: false, create: true } as const;

/** Which of its replica sets is the new one (deploymentutil.FindNewReplicaSet, FindOldReplicaSets@1.36). */
export function findReplicaSets({ spec }: IDeployment, owned: readonly IReplicaSet[]): Pick<Rollout, 'fresh' | 'old'> {
  const byAge = owned.toSorted(olderFirst);
  const fresh = byAge.find((set) => isSameTemplate(set.spec?.template, spec?.template));
  return { fresh, old: byAge.filter((set) => set !== fresh) };
}

/**
 * Keeps revision numbers: the new replica set has the highest one, and the deployment shows it (getNewReplicaSet in
 * pkg/controller/deployment/sync.go@1.36).
 */
export function* syncRevision(rollout: Rollout, creates: boolean): Plan {
  const { deployment, fresh, old } = rollout;
  const next = Math.max(0, ...old.map(revisionOf)) + 1;
  if (fresh === undefined) return creates ? yield* createNew(rollout, next) : undefined;

  const minReadySeconds = deployment.spec?.minReadySeconds ?? 0;
  const annotations = annotationsOfNew(deployment, fresh, next, true);
  if (!isSame(annotations, fresh.metadata?.annotations) || (fresh.spec?.minReadySeconds ?? 0) !== minReadySeconds) {
    const { spec } = fresh;
    rollout.fresh = yield* update(replicaSets, {
      ...fresh,
      metadata: { ...fresh.metadata, annotations },
      ...(spec && { spec: { ...spec, minReadySeconds } }),
    });
    return;
  }
  yield* showRevision(rollout, annotations[REVISION] ?? '', `Found new replica set "${fresh.metadata?.name}"`);
}

function* showRevision(rollout: Rollout, revision: string, found: string): Plan {
  const { deployment, view } = rollout;
  const isNews = hasDeadline(deployment) && !conditionOf(deployment.status?.conditions, 'Progressing');
  if (deployment.metadata?.annotations?.[REVISION] === revision && !isNews) return;
  const at = apiTime(view.now);
  const condition = { type: 'Progressing', status: 'True', lastUpdateTime: at, lastTransitionTime: at };
  const told = { ...condition, reason: 'FoundNewReplicaSet', message: found };
  const conditions = isNews ? withCondition(deployment.status?.conditions, told) : deployment.status?.conditions;
  rollout.deployment = yield* updateStatus(deployments, {
    ...deployment,
    metadata: {
      ...deployment.metadata,
      annotations: { ...deployment.metadata?.annotations, [REVISION]: revision },
    },
    status: { ...deployment.status, ...(conditions && { conditions: [...conditions] }) },
  });
}

/** Whether two templates differ by the label of their hash at most (deploymentutil.EqualIgnoreHash@1.36). */
export function isSameTemplate(one: Template, other: Template): boolean {
  return isSame(withoutHash(one), withoutHash(other));
}

/** The label that tells a replica set's pods from those of its siblings. */
export const HASH = 'pod-template-hash';

type Template = NonNullable<IDeployment['spec']>['template'] | undefined;

function withoutHash(template: Template): unknown {
  const { [HASH]: _, ...labels } = template?.metadata?.labels ?? {};
  return { ...template, metadata: { ...template?.metadata, labels, creationTimestamp: undefined } };
}

/** By age, then by name (controller.ReplicaSetsByCreationTimestamp@1.36). */
export function olderFirst(one: IReplicaSet, other: IReplicaSet): number {
  const [a, b] = [one, other].map(({ metadata }) => timeOf(metadata?.creationTimestamp) ?? 0) as [number, number];
  return a - b || ((one.metadata?.name ?? '') < (other.metadata?.name ?? '') ? -1 : 1);
}
