import type { CatalogGroup } from '../catalog-group.ts';
import { AUTOSCALER } from './autoscaler.ts';
import { CERT_MANAGER } from './certificates.ts';
import { CLAIM } from './claim.ts';
import { CONTROL_PLANE } from './control-plane.ts';
import { DEPLOYMENT } from './deployment.ts';
import { IMAGE } from './image.ts';
import { JOB } from './job.ts';
import { KARPENTER } from './karpenter.ts';
import { NODE } from './node.ts';
import { NODE_LIFECYCLE } from './node-lifecycle.ts';
import { OTHERS } from './others.ts';
import { POD } from './pod.ts';
import { PROBE } from './probe.ts';
import { PROBLEM_DETECTOR } from './problem-detector.ts';
import { SCHEDULER } from './scheduler.ts';
import { SERVICE } from './service.ts';
import { STATEFUL_SET } from './stateful-set.ts';
import { SYNTHESISED } from './synthesised.ts';
import { VOLUME } from './volume.ts';

/** All that is known of reasons; where two groups know one and nothing tells them apart, the first counts. */
export const ALL_GROUPS: readonly CatalogGroup[] = [
  POD,
  IMAGE,
  PROBE,
  VOLUME,
  NODE,
  SCHEDULER,
  NODE_LIFECYCLE,
  DEPLOYMENT,
  STATEFUL_SET,
  JOB,
  AUTOSCALER,
  CLAIM,
  SERVICE,
  CONTROL_PLANE,
  KARPENTER,
  PROBLEM_DETECTOR,
  CERT_MANAGER,
  OTHERS,
  SYNTHESISED,
];
