import type { Resource } from '../resource.ts';
import { controllerRevisions } from './controller-revisions.ts';
import { daemonSets } from './daemon-sets.ts';
import { deployments } from './deployments.ts';
import { replicaSets } from './replica-sets.ts';
import { statefulSets } from './stateful-sets.ts';

/** The group apps. */
export const apps: readonly Resource[] = [controllerRevisions, daemonSets, deployments, replicaSets, statefulSets];
