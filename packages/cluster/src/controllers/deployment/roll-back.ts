import type { IDeployment } from 'kubernetes-models/apps/v1';
import { deployments } from '../kinds.ts';
import { type Plan, say, update } from '../plan.ts';
import { copied, kept, ROLLBACK_TO, revisionOf } from './annotations.ts';
import { HASH, isSameTemplate, ROLLOUT, type Rollout, syncRevision } from './rollout.ts';

/** The revision that an old client asks for by annotation. */
export function rollbackTo({ metadata }: IDeployment): number | undefined {
  const revision = metadata?.annotations?.[ROLLBACK_TO];
  return revision !== undefined && /^-?\d+$/.test(revision) ? Number(revision) : undefined;
}

/** Gives a deployment the template of an older revision (pkg/controller/deployment/rollback.go@1.36). */
export function* rollBack(rollout: Rollout): Plan {
  yield* syncRevision(rollout, ROLLOUT.create);
  const { deployment, fresh, old } = rollout;
  const sets = [...old, ...(fresh ? [fresh] : [])];
  const byRevision = sets.map(revisionOf).sort((a, b) => b - a);
  const asked = rollbackTo(deployment) || (byRevision[1] ?? 0);
  if (asked === 0) return yield* giveUp(deployment, 'Unable to find last revision.');
  const target = sets.find((set) => revisionOf(set) === asked);
  if (target === undefined) return yield* giveUp(deployment, 'Unable to find the revision to rollback to.');
  if (isSameTemplate(deployment.spec?.template, target.spec?.template)) {
    const message = `The rollback revision contains the same template as current deployment "${deployment.metadata?.name}"`;
    yield* say(deployments, deployment, 'Warning', 'DeploymentRollbackTemplateUnchanged', message);
    yield* clear(deployment);
    return;
  }
  const { [HASH]: _, ...labels } = target.spec?.template?.metadata?.labels ?? {};
  const template = { ...target.spec?.template, metadata: { ...target.spec?.template?.metadata, labels } };
  const annotations = { ...kept(deployment.metadata?.annotations), ...copied(target.metadata?.annotations) };
  yield* clear({
    ...deployment,
    metadata: { ...deployment.metadata, annotations },
    spec: { ...deployment.spec, template },
  } as IDeployment);
  const message = `Rolled back deployment "${deployment.metadata?.name}" to revision ${asked}`;
  yield* say(deployments, deployment, 'Normal', 'DeploymentRollback', message);
}

function* giveUp(deployment: IDeployment, message: string): Plan {
  yield* say(deployments, deployment, 'Warning', 'DeploymentRollbackRevisionNotFound', message);
  yield* clear(deployment);
}

function* clear(deployment: IDeployment): Plan {
  const { [ROLLBACK_TO]: _, ...annotations } = deployment.metadata?.annotations ?? {};
  yield* update(deployments, { ...deployment, metadata: { ...deployment.metadata, annotations } });
}
