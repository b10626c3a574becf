import type { Controller } from './controller.ts';
import { cronJobController } from './cron-job/cron-job-controller.ts';
import { daemonSetController } from './daemon-set/daemon-set-controller.ts';
import { deploymentController } from './deployment/deployment-controller.ts';
import { disruptionController } from './disruption/disruption-controller.ts';
import { endpointSliceController } from './endpoints/endpoint-slice-controller.ts';
import { endpointsController } from './endpoints/endpoints-controller.ts';
import { garbageCollector } from './garbage-collector/garbage-collector.ts';
import { jobController } from './job/job-controller.ts';
import { namespaceController } from './namespace/namespace-controller.ts';
import { rootCaPublisher } from './namespace/root-ca-publisher.ts';
import { serviceAccountController } from './namespace/service-account.ts';
import { nodeHealthController } from './node-lifecycle/node-health-controller.ts';
import { nodeLifecycleController } from './node-lifecycle/node-lifecycle-controller.ts';
import { podGarbageCollector } from './pod-end/pod-gc.ts';
import { taintEvictionController } from './pod-end/taint-eviction.ts';
import { replicaSetController } from './replica-set/replica-set-controller.ts';
import { replicationController } from './replica-set/replication-controller.ts';
import { statefulSetController } from './stateful-set/stateful-set-controller.ts';
import { ttlAfterFinishedController } from './ttl-after-finished.ts';

/** What controllers can be told. */
export interface ControllerSettings {
  /** What is put into every namespace as `kube-root-ca.crt`. */
  readonly rootCertificate?: string;
  /** How long the Job controller gathers news of pods before it looks at their Job, in ms; upstream's second when it is left out. */
  readonly jobGatherMs?: number;
}

/** All controllers, in the order in which they are started. */
export function allControllers({ rootCertificate = '', jobGatherMs }: ControllerSettings): readonly Controller[] {
  return [
    serviceAccountController,
    rootCaPublisher(rootCertificate),
    namespaceController,
    garbageCollector,
    deploymentController,
    replicaSetController,
    replicationController,
    endpointsController,
    endpointSliceController,
    statefulSetController,
    daemonSetController,
    jobController(jobGatherMs),
    cronJobController,
    ttlAfterFinishedController,
    disruptionController,
    nodeLifecycleController,
    nodeHealthController(),
    taintEvictionController,
    podGarbageCollector,
  ];
}
