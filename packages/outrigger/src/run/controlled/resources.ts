import type { ResourceRef } from '@outrigger/cluster';
import type { ControlledKind } from '../plan/controlled-object.ts';

/** Where the API server has the objects that are controlled here. */
export const RESOURCES: Readonly<Record<ControlledKind, ResourceRef>> = {
  Deployment: { group: 'apps', version: 'v1', plural: 'deployments' },
  ReplicaSet: { group: 'apps', version: 'v1', plural: 'replicasets' },
  StatefulSet: { group: 'apps', version: 'v1', plural: 'statefulsets' },
  DaemonSet: { group: 'apps', version: 'v1', plural: 'daemonsets' },
  ReplicationController: { group: '', version: 'v1', plural: 'replicationcontrollers' },
  Job: { group: 'batch', version: 'v1', plural: 'jobs' },
};

export const PODS: ResourceRef = { group: '', version: 'v1', plural: 'pods' };
export const NODES: ResourceRef = { group: '', version: 'v1', plural: 'nodes' };
export const EVENTS: ResourceRef = { group: '', version: 'v1', plural: 'events' };
