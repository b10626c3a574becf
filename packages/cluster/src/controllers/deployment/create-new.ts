import type { IDeployment, IReplicaSet } from 'kubernetes-models/apps/v1';
import { templateHash } from '../hash/template-hash.ts';
import { deployments, replicaSets } from '../kinds.ts';
import { create, type Failure, isFailure, type Plan, read, say, updateStatus } from '../plan.ts';
import { withCondition } from '../read/condition.ts';
import { isTerminatingNamespace } from '../read/failure.ts';
import { controllerOf, controllerRef } from '../read/owner.ts';
import { apiTime } from '../read/time.ts';
import { annotationsOfNew, REVISION } from './annotations.ts';
import { HASH, isSameTemplate, type Rollout } from './rollout.ts';
import { newSize } from './scale.ts';
import { hasDeadline } from './status.ts';

/** Makes the replica set of the deployment's template (getNewReplicaSet in pkg/controller/deployment/sync.go@1.36). */
export function* createNew(rollout: Rollout, revision: number): Plan {
  const wanted = newReplicaSet(rollout, revision);
  const { name = '' } = wanted.metadata ?? {};
  let isMine = true;
  try {
    rollout.fresh = yield* create(replicaSets, wanted);
  } catch (error) {
    if (isFailure(error, 409)) {
      rollout.fresh = yield* mineByThatName(rollout, name, error);
      isMine = false;
    } else if (isFailure(error)) {
      yield* tellOfFailure(rollout, name, error);
      throw error;
    } else throw error;
  }
  const replicas = wanted.spec?.replicas ?? 0;
  if (isMine && replicas > 0) {
    const message = `Scaled up replica set ${name} from 0 to ${replicas}`;
    yield* say(deployments, rollout.deployment, 'Normal', 'ScalingReplicaSet', message);
  }
  yield* showNew(rollout, revision, isMine);
}

function newReplicaSet({ deployment, old }: Rollout, revision: number): IReplicaSet {
  const { metadata, spec, status } = deployment;
  const hash = templateHash(spec?.template, status?.collisionCount);
  const template = {
    ...spec?.template,
    metadata: { ...spec?.template.metadata, labels: { ...spec?.template.metadata?.labels, [HASH]: hash } },
  };
  const selector = { ...spec?.selector, matchLabels: { ...spec?.selector.matchLabels, [HASH]: hash } };
  const draft: IReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata?.name?.slice(0, LONGEST_NAME - 1 - hash.length)}-${hash}`,
      ...(metadata?.namespace && { namespace: metadata.namespace }),
      ownerReferences: [controllerRef(deployments, deployment)],
      labels: template.metadata.labels,
    },
    spec: {
      replicas: 0,
      ...(spec?.minReadySeconds !== undefined && { minReadySeconds: spec.minReadySeconds }),
      selector,
      template,
    },
  };
  const annotations = annotationsOfNew(deployment, draft, revision, false);
  return {
    ...draft,
    metadata: { ...draft.metadata, annotations },
    spec: { ...draft.spec, replicas: newSize(deployment, [...old, draft], draft) },
  } as IReplicaSet;
}

/** validation.DNS1123SubdomainMaxLength. */
const LONGEST_NAME = 253;

/** A name that is taken: by our own replica set, or by another template of the same hash. Then the salt is changed. */
function* mineByThatName(rollout: Rollout, name: string, error: Failure): Plan<IReplicaSet> {
  const { deployment } = rollout;
  const { namespace = '', uid } = deployment.metadata ?? {};
  const found = yield* read(replicaSets, { namespace, name });
  const isMine = controllerOf(found)?.uid === uid;
  if (found && isMine && isSameTemplate(found.spec?.template, deployment.spec?.template)) return found;
  const status = { ...deployment.status, collisionCount: (deployment.status?.collisionCount ?? 0) + 1 };
  rollout.deployment = yield* updateStatus(deployments, { ...deployment, status });
  throw error;
}

function* tellOfFailure(rollout: Rollout, name: string, error: Failure): Plan {
  if (isTerminatingNamespace(error)) return;
  const { deployment, view } = rollout;
  const message = `Failed to create new replica set "${name}": ${error.message}`;
  if (hasDeadline(deployment)) {
    const at = apiTime(view.now);
    const condition = { type: 'Progressing', status: 'False', reason: 'ReplicaSetCreateError', message };
    yield* writeConditions(rollout, { ...condition, lastUpdateTime: at, lastTransitionTime: at });
  }
  yield* say(deployments, deployment, 'Warning', 'ReplicaSetCreateError', message);
}

function* writeConditions(rollout: Rollout, condition: Parameters<typeof withCondition>[1]): Plan {
  const { deployment } = rollout;
  const conditions = [...withCondition(deployment.status?.conditions, condition as never)];
  try {
    rollout.deployment = yield* updateStatus(deployments, {
      ...deployment,
      status: { ...deployment.status, conditions },
    });
  } catch (error) {
    // There is a bigger problem to tell of.
    if (!isFailure(error)) throw error;
  }
}

function* showNew(rollout: Rollout, revision: number, isMine: boolean): Plan {
  const { deployment, fresh, view } = rollout;
  const tells = isMine && hasDeadline(deployment);
  if (deployment.metadata?.annotations?.[REVISION] === String(revision) && !tells) return;
  const at = apiTime(view.now);
  const condition = {
    type: 'Progressing',
    status: 'True',
    lastUpdateTime: at,
    lastTransitionTime: at,
    reason: 'NewReplicaSetCreated',
    message: `Created new replica set "${fresh?.metadata?.name}"`,
  };
  const conditions = tells ? withCondition(deployment.status?.conditions, condition) : deployment.status?.conditions;
  const shown: IDeployment = {
    ...deployment,
    metadata: {
      ...deployment.metadata,
      annotations: { ...deployment.metadata?.annotations, [REVISION]: String(revision) },
    },
    status: { ...deployment.status, ...(conditions && { conditions: [...conditions] }) },
  };
  rollout.deployment = yield* updateStatus(deployments, shown);
}
