import type { IDeployment, IReplicaSet } from 'kubernetes-models/apps/v1';
import { isEmptySelector } from '../../local/object/matches-selector.ts';
import type { Key, View } from '../controller.ts';
import { deployments, replicaSets } from '../kinds.ts';
import { type Plan, say, updateStatus } from '../plan.ts';
import { claim } from '../read/claim.ts';
import { conditionOf, withCondition } from '../read/condition.ts';
import { apiTime } from '../read/time.ts';
import { rollBack, rollbackTo } from './roll-back.ts';
import { rollOutByRecreation, rollOutStepByStep } from './roll-out.ts';
import { findReplicaSets, ROLLOUT, type Rollout, syncRevision } from './rollout.ts';
import { cleanUp, isScaled, scaleToFit } from './scale.ts';
import { hasDeadline, writeStatus } from './status.ts';

/** One look at one deployment (pkg/controller/deployment/deployment_controller.go syncDeployment@1.36). */
export function* reconcileDeployment(view: View, { namespace, name }: Key): Plan {
  const known = view.get(deployments, namespace, name);
  if (known === undefined) return;
  if (isEmptySelector(known.spec?.selector ?? {})) return yield* refuseToSelectAll(known);
  const owned = yield* claim<IDeployment, IReplicaSet>({
    owner: known,
    ownerKind: deployments,
    kind: replicaSets,
    selector: known.spec?.selector,
    candidates: view.list(replicaSets, namespace),
  });
  const rollout: Rollout = { view, deployment: known, ...findReplicaSets(known, owned) };
  if (known.metadata?.deletionTimestamp !== undefined) {
    yield* syncRevision(rollout, ROLLOUT.findOnly);
    return yield* writeStatus(rollout, { judgesProgress: false });
  }
  yield* tellOfPause(rollout);
  if (rollout.deployment.spec?.paused) return yield* sync(rollout);
  if (rollbackTo(rollout.deployment) !== undefined) return yield* rollBack(rollout);
  yield* syncRevision(rollout, ROLLOUT.findOnly);
  if (isScaled(rollout)) return yield* sync(rollout);
  if (rollout.deployment.spec?.strategy?.type === 'Recreate') return yield* rollOutByRecreation(rollout);
  return yield* rollOutStepByStep(rollout);
}

function* refuseToSelectAll(deployment: IDeployment): Plan {
  const message = 'This deployment is selecting all pods. A non-empty selector is required.';
  yield* say(deployments, deployment, 'Warning', 'SelectingAll', message);
  const { generation } = deployment.metadata ?? {};
  if ((deployment.status?.observedGeneration ?? 0) >= (generation ?? 0)) return;
  yield* updateStatus(deployments, {
    ...deployment,
    status: { ...deployment.status, ...(generation !== undefined && { observedGeneration: generation }) },
  });
}

/** Scales only: a paused deployment, or one whose size has changed while it is rolled out. */
function* sync(rollout: Rollout): Plan {
  yield* syncRevision(rollout, ROLLOUT.findOnly);
  yield* scaleToFit(rollout);
  if (rollout.deployment.spec?.paused && rollbackTo(rollout.deployment) === undefined) yield* cleanUp(rollout);
  yield* writeStatus(rollout, { judgesProgress: false });
}

/** Time does not run against a deployment that is paused (checkPausedConditions). */
function* tellOfPause(rollout: Rollout): Plan {
  const { deployment, view } = rollout;
  const known = conditionOf(deployment.status?.conditions, 'Progressing');
  if (!hasDeadline(deployment) || known?.reason === 'ProgressDeadlineExceeded') return;
  const isPaused = deployment.spec?.paused === true;
  if (isPaused === (known?.reason === 'DeploymentPaused')) return;
  const at = apiTime(view.now);
  const conditions = withCondition(deployment.status?.conditions, {
    type: 'Progressing',
    status: 'Unknown',
    lastUpdateTime: at,
    lastTransitionTime: at,
    reason: isPaused ? 'DeploymentPaused' : 'DeploymentResumed',
    message: isPaused ? 'Deployment is paused' : 'Deployment is resumed',
  });
  const status = { ...deployment.status, conditions: [...conditions] };
  rollout.deployment = yield* updateStatus(deployments, { ...deployment, status });
}
