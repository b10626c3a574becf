import type {
  IControllerRevision,
  IDaemonSet,
  IDeployment,
  IReplicaSet,
  IStatefulSet,
} from 'kubernetes-models/apps/v1';
import type { ICronJob, IJob } from 'kubernetes-models/batch/v1';
import type { ILease } from 'kubernetes-models/coordination.k8s.io/v1';
import type { IEndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type {
  IConfigMap,
  IEndpoints,
  INamespace,
  INode,
  IPersistentVolumeClaim,
  IPod,
  IReplicationController,
  IService,
  IServiceAccount,
} from 'kubernetes-models/v1';
import type { ResourceRef } from '../client/client.ts';

/** A resource that controllers read or write, together with the type of its objects. */
export interface Kind<T> extends ResourceRef {
  readonly kind: string;
  /** Never there: it carries the type. */
  readonly of?: T;
}

export const pods: Kind<IPod> = core('Pod', 'pods');
export const nodes: Kind<INode> = core('Node', 'nodes');
export const services: Kind<IService> = core('Service', 'services');
export const endpoints: Kind<IEndpoints> = core('Endpoints', 'endpoints');
export const namespaces: Kind<INamespace> = core('Namespace', 'namespaces');
export const configMaps: Kind<IConfigMap> = core('ConfigMap', 'configmaps');
export const serviceAccounts: Kind<IServiceAccount> = core('ServiceAccount', 'serviceaccounts');
export const claims: Kind<IPersistentVolumeClaim> = core('PersistentVolumeClaim', 'persistentvolumeclaims');
export const replicationControllers: Kind<IReplicationController> = core(
  'ReplicationController',
  'replicationcontrollers',
);
export const deployments: Kind<IDeployment> = apps('Deployment', 'deployments');
export const replicaSets: Kind<IReplicaSet> = apps('ReplicaSet', 'replicasets');
export const statefulSets: Kind<IStatefulSet> = apps('StatefulSet', 'statefulsets');
export const daemonSets: Kind<IDaemonSet> = apps('DaemonSet', 'daemonsets');
export const controllerRevisions: Kind<IControllerRevision> = apps('ControllerRevision', 'controllerrevisions');
export const leases: Kind<ILease> = { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease', plural: 'leases' };
export const jobs: Kind<IJob> = { group: 'batch', version: 'v1', kind: 'Job', plural: 'jobs' };
export const cronJobs: Kind<ICronJob> = { group: 'batch', version: 'v1', kind: 'CronJob', plural: 'cronjobs' };
export const budgets: Kind<IPodDisruptionBudget> = {
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
};
export const endpointSlices: Kind<IEndpointSlice> = {
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
};

/** `apps/v1`, or `v1` of the core group. */
export function apiVersionOf({ group, version }: ResourceRef): string {
  return group === '' ? version : `${group}/${version}`;
}

function core<T>(kind: string, plural: string): Kind<T> {
  return { group: '', version: 'v1', kind, plural };
}

function apps<T>(kind: string, plural: string): Kind<T> {
  return { group: 'apps', version: 'v1', kind, plural };
}
