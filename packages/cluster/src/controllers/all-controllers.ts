import type { Controller } from './controller.ts';
import { deploymentController } from './deployment/deployment-controller.ts';
import { jobController } from './job/job-controller.ts';
import { replicaSetController } from './replica-set/replica-set-controller.ts';
import { statefulSetController } from './stateful-set/stateful-set-controller.ts';

/** All controllers, in the order in which they are started. */
export const allControllers: readonly Controller[] = [
  deploymentController,
  replicaSetController,
  statefulSetController,
  jobController,
];
