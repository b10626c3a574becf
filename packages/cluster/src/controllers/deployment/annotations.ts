import type { IDeployment, IReplicaSet } from 'kubernetes-models/apps/v1';
import { maxSurge } from './fenceposts.ts';

export const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED = 'deployment.kubernetes.io/desired-replicas';
export const MOST = 'deployment.kubernetes.io/max-replicas';
export const ROLLBACK_TO = 'deprecated.deployment.rollback.to';

/** What goes from a deployment to its replica sets, and back in a rollback: all but the controller's own annotations. */
export function copied(annotations: Annotations | undefined): Annotations {
  return Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => !OWN.has(key)));
}

/** The controller's own annotations. */
export function kept(annotations: Annotations | undefined): Annotations {
  return Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => OWN.has(key)));
}

/** What the new replica set is annotated with (deploymentutil.SetNewReplicaSetAnnotations@1.36). */
export function annotationsOfNew(
  deployment: IDeployment,
  { metadata }: Pick<IReplicaSet, 'metadata'>,
  next: number,
  exists: boolean,
): Annotations {
  const known = metadata?.annotations ?? {};
  const annotations = { ...known, ...copied(deployment.metadata?.annotations) };
  const old = known[REVISION];
  if (old !== undefined && old !== '' && !/^\d+$/.test(old)) return annotations;
  if (Number(old ?? 0) < next) {
    annotations[REVISION] = String(next);
    if (old !== undefined) annotations[HISTORY] = longerHistory(known[HISTORY] ?? '', old);
  }
  return exists ? annotations : { ...annotations, ...sizeAnnotations(deployment) };
}

/** The deployment's size, as its replica sets remember it to be scaled in proportion. */
export function sizeAnnotations(deployment: IDeployment): Annotations {
  const replicas = deployment.spec?.replicas ?? 1;
  return { [DESIRED]: String(replicas), [MOST]: String(replicas + maxSurge(deployment)) };
}

/** The revision that a replica set stands for; 0 for none. */
export function revisionOf({ metadata }: IReplicaSet): number {
  const revision = Number(metadata?.annotations?.[REVISION] ?? 0);
  return Number.isInteger(revision) ? revision : 0;
}

type Annotations = { [key: string]: string };

const OWN: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  HISTORY,
  DESIRED,
  MOST,
  ROLLBACK_TO,
]);

/** Not longer than 2000 letters: the oldest numbers go. */
function longerHistory(history: string, revision: string): string {
  const numbers = history === '' ? [] : history.split(',');
  while (numbers.length > 0 && `${numbers.join(',')},${revision}`.length > 2000) numbers.shift();
  return [...numbers, revision].join(',');
}
