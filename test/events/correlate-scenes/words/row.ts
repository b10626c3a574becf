import { cronJob, deployment, workload } from '../cast.ts';
import type { Said, SceneObject } from '../scene.ts';

/** One trouble, told in the words of kubernetes v1.36.2 by whoever tells it, of workloads of all kinds. */
export interface Row {
  readonly what: string;
  readonly objects: readonly SceneObject[];
  readonly about: string;
  readonly reason: string;
  readonly message: string;
  readonly more?: Partial<Said>;
  /** Undefined: no trouble. */
  readonly root: string | undefined;
}

/** A Deployment whose pod is not ready. */
export const WEB = {
  objects: deployment('shop/web', { ready: false }),
  about: 'Pod shop/web#0',
  root: 'Deployment shop/web',
};
/** A StatefulSet. */
export const DB = {
  objects: workload('StatefulSet', 'data/db', { ready: false }),
  about: 'Pod data/db-0',
  root: 'StatefulSet data/db',
};
/** A DaemonSet. */
export const AGENT = {
  objects: workload('DaemonSet', 'infra/agent', { ready: false }),
  about: 'Pod infra/agent-0',
  root: 'DaemonSet infra/agent',
};
/** A Job. */
export const LOAD = {
  objects: workload('Job', 'etl/load', { ready: false }),
  about: 'Pod etl/load-0',
  root: 'Job etl/load',
};
/** A CronJob with a Job. */
export const NIGHTLY = {
  objects: cronJob('etl/nightly', 'nightly-1', { ready: false }),
  about: 'Pod etl/nightly-1-x2k40',
  root: 'CronJob etl/nightly',
};
/** A pod of nobody. */
export const LONE = { objects: [], about: 'Pod shop/lone', root: 'Pod shop/lone' };
/** Told again and again. */
export const OFTEN = { times: 9, every: 12 };
/** Of type Normal. */
export const ONCE_NORMAL = { type: 'Normal' } as const;
